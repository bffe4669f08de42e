import ts from 'typescript'

/** Attributes, and properties of components, that a person reads or hears. */
const visibleAttributes = new Set(['alt', 'aria-label', 'label', 'placeholder', 'title'])

/** Properties of objects and elements that a person reads. */
const visibleProperties = new Set([
  ...visibleAttributes,
  ...['ariaLabel', 'description', 'heading', 'innerText', 'note', 'text', 'textContent'],
])

const hasWord = (text: string): boolean => /\p{L}{2,}/u.test(text)
const hasTwoWords = (text: string): boolean => /\p{L}{2,}[,.:;]? +\p{L}{2,}/u.test(text)

/** The fixed parts of a string or a template; undefined for any other expression. */
function fixedText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
}

/** Operators whose result has a text of the left operand. */
const eitherOperand: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

/** Strings that an expression of JSX can be: `isOpen ? 'Close' : 'Open'`, `isOpen && 'Open'`. */
function resultsOf(node: ts.Expression): readonly string[] {
  const text = fixedText(node)
  if (text !== undefined) return [text]
  if (ts.isConditionalExpression(node)) return [...resultsOf(node.whenTrue), ...resultsOf(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return resultsOf(node.expression)
  if (!ts.isBinaryExpression(node)) return []
  const results = resultsOf(node.right)
  const operator = node.operatorToken.kind
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) return results
  return eitherOperand.has(operator) ? [...resultsOf(node.left), ...results] : []
}

/** Texts for developers: errors of the program, arguments of `super`, names of modules. */
const isForDevelopers = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) ||
  (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isLiteralTypeNode(node)

function textsOfAttribute(attribute: ts.JsxAttribute): readonly string[] {
  const { initializer } = attribute
  if (initializer === undefined || !visibleAttributes.has(attribute.name.getText())) return []
  if (ts.isStringLiteral(initializer)) return [initializer.text]
  const expression = ts.isJsxExpression(initializer) ? initializer.expression : undefined
  return expression === undefined ? [] : resultsOf(expression)
}

/** Texts that `{ title: 'Age' }`, `element.title = 'Age'` or `element.setAttribute('title', 'Age')` sets. */
function textsOfProperty(node: ts.Node): readonly string[] {
  if (ts.isPropertyAssignment(node))
    return visibleProperties.has(node.name.getText()) ? resultsOf(node.initializer) : []
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return ts.isPropertyAccessExpression(node.left) && visibleProperties.has(node.left.name.text)
      ? resultsOf(node.right)
      : []
  if (!ts.isCallExpression(node) || !node.expression.getText().endsWith('.setAttribute')) return []
  const [name, value] = node.arguments
  const isVisible = name !== undefined && visibleAttributes.has(fixedText(name) ?? '')
  return isVisible && value !== undefined ? resultsOf(value) : []
}

/**
 * Texts in a module that a person sees: words of JSX, of visible attributes and properties, and any other string of two
 * words or more.
 */
export function visibleTexts(path: string, source: string): readonly string[] {
  const found = new Set<string>()
  function visit(node: ts.Node): void {
    if (isForDevelopers(node)) return
    const words = [...textsOfProperty(node)]
    if (ts.isJsxText(node)) words.push(node.text)
    if (ts.isJsxAttribute(node)) {
      words.push(...textsOfAttribute(node))
      if (node.name.getText() === 'className') return
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression !== undefined)
      words.push(...resultsOf(node.expression))
    const sentence = fixedText(node) ?? ''
    for (const text of [...words.filter(hasWord), ...(hasTwoWords(sentence) ? [sentence] : [])])
      found.add(text.trim().replace(/\s+/g, ' '))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true))
  return [...found]
}
