/*
 * Inlined at the top of both pages, and written in ECMAScript 5: shows a message in browsers that are too old, and when
 * a script does not load. Must not contain the closing tag of a script element.
 */
;(function () {
  var needed = 'Chromium 79, Firefox 78, Safari 14'
  /* The pauses before the page loads again. Short at first: during an upgrade another server may have answered the page. */
  var retrySeconds = [2, 4, 8, 16, 30]
  /* Attempts that are further apart than this belong to different failures. */
  var sameFailureMs = 120000
  var attemptsKey = 'load-attempts'

  function isTooOld() {
    try {
      return !(
        'noModule' in document.createElement('script') &&
        typeof globalThis === 'object' &&
        window.ResizeObserver &&
        window.WebSocket &&
        window.fetch &&
        window.AbortController &&
        window.MessageChannel &&
        document.fonts &&
        Promise.allSettled &&
        Array.prototype.flatMap &&
        String.prototype.matchAll &&
        Object.fromEntries &&
        Element.prototype.animate &&
        CSS.supports('width', 'min(1px, 2px)')
      )
    } catch (_error) {
      return true
    }
  }

  function browserName() {
    var agent = navigator.userAgent
    var known = [
      ['Internet Explorer ', /(?:MSIE |Trident\/.*rv:)(\d+)/],
      ['Edge ', /Edge\/(\d+)/],
      ['Firefox ', /Firefox\/(\d+)/],
      ['Chromium ', /Chrom(?:e|ium)\/(\d+)/],
      ['Safari ', /Version\/(\d+).*Safari/],
    ]
    for (var index = 0; index < known.length; index += 1) {
      var found = known[index][1].exec(agent)
      if (found) return known[index][0] + found[1]
    }
    return agent
  }

  function showLines(lines) {
    var root = document.getElementById('root')
    if (!root) return
    root.textContent = ''
    var page = document.createElement('main')
    page.className = 'last-resort'
    page.setAttribute('role', 'alert')
    page.setAttribute('data-link', 'down')
    var box = document.createElement('div')
    for (var index = 0; index < lines.length; index += 1) {
      var line = document.createElement(index === 0 ? 'h1' : 'p')
      line.textContent = lines[index]
      box.appendChild(line)
    }
    page.appendChild(box)
    root.appendChild(page)
  }

  function whenParsed(action) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', action)
    else action()
  }

  if (isTooOld()) {
    document.documentElement.setAttribute('data-too-old', '')
    whenParsed(function () {
      showLines([
        'This browser is too old for the wallboard',
        'The wallboard needs ' + needed + ' or newer. This is ' + browserName() + '.',
        'Update this screen, or connect a small computer with a newer browser to it.',
      ])
    })
    return
  }

  /* How often this page has failed to load before. Without storage each attempt waits for the longest time. */
  function countAttempt() {
    try {
      var stored = (sessionStorage.getItem(attemptsKey) || '').split(' ')
      var before = Date.now() - Number(stored[1]) < sameFailureMs ? Number(stored[0]) : 0
      sessionStorage.setItem(attemptsKey, before + 1 + ' ' + Date.now())
      return before
    } catch (_error) {
      return retrySeconds.length
    }
  }

  /* A page whose script does not load or does not run still shows its loading message. */
  function failed(event) {
    var source = event.target && event.target.tagName
    if (source === 'IMG' || !document.getElementById('loading')) return
    var seconds = retrySeconds[Math.min(countAttempt(), retrySeconds.length - 1)]
    showLines([
      'The wallboard did not load',
      'A part of this page did not come from the server, or does not run in this browser (' +
        browserName() +
        ').',
      'It tries again in ' + seconds + ' seconds.',
    ])
    setTimeout(function () {
      location.reload()
    }, seconds * 1000)
  }
  function errorSeen(event) {
    whenParsed(function () {
      failed(event)
    })
  }
  window.addEventListener('error', errorSeen, true)
})()
