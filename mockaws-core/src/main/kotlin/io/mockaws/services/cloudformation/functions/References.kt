package io.mockaws.services.cloudformation.functions

import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** One place in a template that names a resource or a parameter. */
internal class Reference(
    val name: String,
    /** The attribute of `Fn::GetAtt`; null for `Ref`. */
    val attribute: String?,
    val path: String,
)

/** Finds what a part of a template refers to, without working anything out. */
internal object References {
    private val PLACE = Regex("\\$\\{([^!}][^}]*)}")

    fun of(
        json: JsonElement,
        path: String,
    ): List<Reference> = ArrayList<Reference>().also { collect(json, path, it) }

    private fun collect(
        json: JsonElement,
        path: String,
        into: MutableList<Reference>,
    ) {
        when (json) {
            is JsonObject -> {
                if (json.size == 1 && function(json, path, into)) return
                json.forEach { (name, item) -> collect(item, "$path/$name", into) }
            }

            is JsonArray -> json.forEachIndexed { i, item -> collect(item, "$path/$i", into) }

            else -> Unit
        }
    }

    /** Whether [json] is a function that names something itself. */
    private fun function(
        json: JsonObject,
        path: String,
        into: MutableList<Reference>,
    ): Boolean {
        val (name, argument) = json.entries.single()
        val inner = "$path/$name"
        return when (name) {
            "Ref" -> {
                argument.scalar?.let { into += Reference(it, null, inner) }
                true
            }

            "Fn::GetAtt" -> {
                attribute(argument, inner, into)
                true
            }

            "Fn::Sub" -> {
                substitution(argument, inner, into)
                true
            }

            else -> false
        }
    }

    private fun attribute(
        argument: JsonElement,
        path: String,
        into: MutableList<Reference>,
    ) {
        if (argument is JsonArray) {
            val name = argument.getOrNull(0)?.scalar ?: return
            into += Reference(name, argument.getOrNull(1)?.scalar ?: "", path)
            argument.getOrNull(1)?.let { collect(it, path, into) }
        } else {
            val text = argument.scalar ?: return
            into += Reference(text.substringBefore('.'), text.substringAfter('.', ""), path)
        }
    }

    private fun substitution(
        argument: JsonElement,
        path: String,
        into: MutableList<Reference>,
    ) {
        val parts = argument as? JsonArray
        val text = (parts?.firstOrNull() ?: argument).scalar ?: return
        val variables = parts?.getOrNull(1) as? JsonObject
        for (match in PLACE.findAll(text)) {
            val name = match.groupValues[1].trim()
            if (variables != null && name in variables) continue
            val attribute = name.substringAfter('.', "").ifEmpty { null }
            into += Reference(name.substringBefore('.'), attribute, path)
        }
        variables?.let { collect(it, "$path/1", into) }
    }
}
