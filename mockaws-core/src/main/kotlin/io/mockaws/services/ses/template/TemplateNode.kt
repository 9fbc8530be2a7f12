package io.mockaws.services.ses.template

/** A piece of a parsed template. */
internal sealed interface TemplateNode {
    class Text(
        val text: String,
    ) : TemplateNode

    /** `{{user.name}}` */
    class Value(
        val path: String,
    ) : TemplateNode

    /** `{{#if path}}...{{else}}...{{/if}}`; [otherwise] holds the next `else if`, too. */
    class Block(
        val helper: String,
        val path: String,
        val body: List<TemplateNode>,
        val otherwise: List<TemplateNode>,
    ) : TemplateNode

    /** `{{#* inline "name"}}...{{/inline}}` */
    class Inline(
        val name: String,
        val body: List<TemplateNode>,
    ) : TemplateNode

    /** `{{> name}}` */
    class Partial(
        val name: String,
        val path: String?,
    ) : TemplateNode
}

/** A template that cannot be read. */
internal class BadTemplate(
    override val message: String,
) : RuntimeException(message, null, false, false)

/** A template's variable that the data does not have. */
internal class MissingAttribute(
    val name: String,
) : RuntimeException(name, null, false, false) {
    /** As SES words it. */
    val words: String get() = "Attribute '$name' is not present in the rendering data."
}
