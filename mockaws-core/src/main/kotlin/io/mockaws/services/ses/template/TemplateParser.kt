package io.mockaws.services.ses.template

/**
 * Reads what SES takes of [Handlebars](https://handlebarsjs.com): variables, `if`, `unless`, `each` and `with`, `else` and
 * `else if`, comments, inline partials, and `~`, which takes white space away.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
internal class TemplateParser private constructor(
    private val source: String,
) {
    private class Tag(
        val content: String,
        /** White space before it is taken away. */
        val trimsLeft: Boolean,
        val trimsRight: Boolean,
    )

    /** What ended a list of nodes: `/if`, `else`, `else if x`; null for the end of the template. */
    private class Body(
        val nodes: List<TemplateNode>,
        val end: String?,
    )

    private var position = 0
    private var trims = false

    private fun body(): Body {
        val nodes = ArrayList<TemplateNode>()
        while (true) {
            val open = source.indexOf("{{", position)
            text(nodes, if (open < 0) source.length else open)
            if (open < 0) return Body(nodes, null)
            val tag = tag()
            if (tag.trimsLeft) trimEnd(nodes)
            trims = tag.trimsRight
            val content = tag.content
            when {
                content.startsWith('!') -> Unit
                content.startsWith("#*") -> nodes += inline(content.substring(2).trim())
                content.startsWith('#') -> nodes += block(content.substring(1).trim())
                content.startsWith('/') -> return Body(nodes, "/" + content.substring(1).trim())
                content == "else" || content == "^" || content.startsWith("else ") -> return Body(nodes, content)
                content.startsWith('>') -> nodes += partial(content.substring(1).trim())
                content.startsWith('&') -> nodes += TemplateNode.Value(content.substring(1).trim())
                content.isEmpty() -> throw BadTemplate("A tag is empty")
                else -> nodes += TemplateNode.Value(content)
            }
        }
    }

    private fun text(
        nodes: MutableList<TemplateNode>,
        end: Int,
    ) {
        var text = source.substring(position, end)
        if (trims) text = text.trimStart()
        trims = false
        if (text.isNotEmpty()) nodes += TemplateNode.Text(text)
        position = end
    }

    private fun trimEnd(nodes: MutableList<TemplateNode>) {
        val last = nodes.lastOrNull() as? TemplateNode.Text ?: return
        nodes[nodes.lastIndex] = TemplateNode.Text(last.text.trimEnd())
    }

    private fun tag(): Tag {
        val closing =
            when {
                source.startsWith("{{!--", position) -> "--}}"
                source.startsWith("{{{", position) -> "}}}"
                else -> "}}"
            }
        val end = source.indexOf(closing, position)
        if (end < 0) throw BadTemplate("A tag is not closed: ${source.substring(position).take(SHOWN)}")
        val start = position + if (closing == "}}}") closing.length else 2
        var content = source.substring(start, end)
        position = end + closing.length
        val left = content.startsWith('~')
        val right = content.endsWith('~')
        content = content.removePrefix("~").removeSuffix("~").trim()
        return Tag(content, left, right)
    }

    private fun block(content: String): TemplateNode {
        val helper = content.substringBefore(' ')
        val path = content.substringAfter(' ', "").trim()
        if (helper !in HELPERS || path.isEmpty()) throw BadTemplate("There is no helper '$content'")
        val body = body()
        val otherwise = if (body.end == "/$helper") emptyList() else otherwise(helper, body.end)
        return TemplateNode.Block(helper, path, body.nodes, otherwise)
    }

    private fun otherwise(
        helper: String,
        end: String?,
    ): List<TemplateNode> {
        val next = end?.takeIf { it.startsWith("else") || it == "^" } ?: throw BadTemplate("'$helper' is not closed")
        val condition = next.removePrefix("else").removePrefix("^").trim()
        val body = body()
        val inner = if (body.end == "/$helper") emptyList() else otherwise(helper, body.end)
        if (condition.isEmpty()) {
            if (body.end != "/$helper") throw BadTemplate("'$helper' is not closed")
            return body.nodes
        }
        val name = condition.substringBefore(' ')
        if (name !in HELPERS) throw BadTemplate("There is no helper '$condition'")
        return listOf(TemplateNode.Block(name, condition.substringAfter(' ', "").trim(), body.nodes, inner))
    }

    private fun inline(content: String): TemplateNode {
        val name = content.removePrefix("inline").trim().trim('"', '\'')
        if (!content.startsWith("inline") || name.isEmpty()) throw BadTemplate("There is no decorator '$content'")
        val body = body()
        if (body.end != "/inline") throw BadTemplate("'inline' is not closed")
        return TemplateNode.Inline(name, body.nodes)
    }

    private fun partial(content: String): TemplateNode {
        val name = content.substringBefore(' ').trim('"', '\'')
        return TemplateNode.Partial(name, content.substringAfter(' ', "").trim().ifEmpty { null })
    }

    companion object {
        private val HELPERS = setOf("if", "unless", "each", "with")
        private const val SHOWN = 40

        /** @throws BadTemplate for what is none */
        fun parse(source: String): List<TemplateNode> {
            val body = TemplateParser(source).body()
            if (body.end != null) throw BadTemplate("'${body.end}' closes nothing")
            return body.nodes
        }
    }
}
