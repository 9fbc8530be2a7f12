package io.mockaws.services.cloudformation.template

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Reads templates, which are JSON or YAML. */
internal object TemplateReader {
    /**
     * What [text] says.
     *
     * @throws io.mockaws.engine.AwsFault in AWS's words where it is no template at all
     */
    fun read(text: String): Template {
        val positions = HashMap<String, Position>()
        val tree = if (isJson(text)) JsonTree(positions).read(text) else YamlTree(positions).read(text)
        return Template(tree as? JsonObject ?: throw TemplateFaults.format("unsupported structure."), positions)
    }

    /** A part of a template, of any form. */
    fun readFragment(text: String): JsonElement {
        val tree = if (isJson(text)) JsonTree(HashMap()).read(text) else YamlTree(HashMap()).read(text)
        return tree ?: throw TemplateFaults.format("unsupported structure.")
    }

    private fun isJson(text: String) = text.trimStart().startsWith('{')
}
