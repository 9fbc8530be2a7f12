package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.functions.Evaluator
import io.mockaws.services.cloudformation.functions.References
import io.mockaws.services.cloudformation.template.Order
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The resources of a template whose conditions hold, and the order in which they are made. */
internal class Blueprint(
    template: JsonObject,
    private val evaluator: Evaluator,
) {
    /** By logical id. */
    val resources: Map<String, JsonObject> =
        template.section("Resources").mapValues {
            it.value as JsonObject
        }.filter { (name, it) -> evaluator.isWanted(it, "/Resources/$name") }
    private val needed: Map<String, Set<String>> = resources.mapValues { (name, it) ->
        needsOf(name, it).filterTo(LinkedHashSet()) { need ->
            need in
                resources
        }
    }

    /** Logical ids, each behind what it needs. */
    val order: List<String> = Order.of(resources.keys) { needed.getValue(it) }

    /** The logical ids that [name] needs. */
    fun needs(name: String): Set<String> = needed[name].orEmpty()

    /**
     * Refuses resources that need others which are not wanted, and mappings that lead nowhere.
     *
     * @throws io.mockaws.engine.AwsFault in AWS's words
     */
    fun checkWanted(template: JsonObject) {
        template.section("Conditions").keys.forEach { evaluator.holds(it) }
        val unwanted = template.section("Resources").keys - resources.keys
        val strangers = LinkedHashSet<String>()
        for ((name, resource) in resources) {
            val path = "/Resources/$name/Properties"
            collect(resource.section("Properties"), path, unwanted, strangers)
        }
        if (strangers.isNotEmpty()) throw unresolved(strangers.joinToString(), "Resources", "/Resources")
    }

    /** Which of [unwanted] the chosen parts of [json] name. */
    private fun collect(
        json: JsonElement,
        path: String,
        unwanted: Set<String>,
        into: MutableSet<String>,
    ) {
        when (json) {
            is JsonArray -> json.forEachIndexed { i, item -> collect(item, "$path/$i", unwanted, into) }

            is JsonObject -> {
                val (name, argument) = json.entries.singleOrNull()?.toPair() ?: (null to null)
                when {
                    name == "Fn::If" && argument is JsonArray && argument.size == IF -> {
                        val chosen = if (evaluator.holds(argument[0].scalar.orEmpty(), path)) 1 else 2
                        collect(argument[chosen], "$path/$name/$chosen", unwanted, into)
                    }

                    name == "Ref" || name == "Fn::GetAtt" || name == "Fn::Sub" ->
                        References.of(json, path).mapTo(HashSet()) { it.name }.filterTo(into) { it in unwanted }

                    name == "Fn::FindInMap" && References.of(json, path).none { it.name in resources } ->
                        evaluator.value(json, path)

                    else -> json.forEach { (key, item) -> collect(item, "$path/$key", unwanted, into) }
                }
            }

            else -> Unit
        }
    }

    companion object {
        private const val IF = 3

        private fun needsOf(
            name: String,
            resource: JsonObject,
        ): Set<String> {
            val references = References.of(JsonObject(resource - "Metadata"), "/Resources/$name").map { it.name }
            return (dependsOn(resource) + references - name).toCollection(LinkedHashSet())
        }

        private fun dependsOn(resource: JsonObject): List<String> =
            when (val names = resource["DependsOn"]) {
                null -> emptyList()
                is JsonArray -> names.mapNotNull { it.scalar }
                else -> listOfNotNull(names.scalar)
            }

        /**
         * Refuses names that lead nowhere, and circles.
         *
         * @throws io.mockaws.engine.AwsFault in AWS's words
         */
        fun check(template: JsonObject) {
            val resources = template.section("Resources")
            val parameters = template.section("Parameters")
            for ((name, json) in resources) {
                val resource = json as JsonObject
                val path = "/Resources/$name"
                val stranger = dependsOn(resource).firstOrNull { it !in resources }
                if (stranger != null) throw unresolved(stranger, "Resources", "$path/DependsOn")
                resource["Condition"]?.scalar?.takeIf { it !in template.section("Conditions") }?.let {
                    throw TemplateFaults.format(
                        "Unresolved condition dependency $it in the Resources block of the template",
                        path
                    )
                }
                checkNames(template, path, "Resources") { References.of(JsonObject(resource - "Condition"), path) }
            }
            for ((name, json) in template.section("Outputs")) {
                checkNames(template, name, "Outputs") {
                    References.of(json, "/Outputs/$name")
                }
            }
            val strangers = References.of(template.section("Conditions"), "/Conditions").filter {
                it.name !in parameters &&
                    !it.name.startsWith(PSEUDO)
            }
            if (strangers.isNotEmpty()) {
                val names = strangers.map { it.name }.distinct().joinToString()
                throw TemplateFaults.format(
                    "Unresolved dependencies [$names]. Cannot reference resources in the Conditions block of " +
                        "the template",
                    strangers[0].path
                )
            }
            Order.of(resources.keys) {
                needsOf(it, resources.getValue(it) as JsonObject).filter { need ->
                    need in
                        resources
                }
            }
        }

        private fun checkNames(
            template: JsonObject,
            path: String,
            block: String,
            references: () -> List<io.mockaws.services.cloudformation.functions.Reference>,
        ) {
            val known = template.section("Resources").keys
            val strangers =
                references().filter { reference ->
                    reference.name !in known &&
                        (
                            reference.attribute != null ||
                                (
                                    reference.name !in template.section(
                                        "Parameters"
                                    ) && !reference.name.startsWith(PSEUDO)
                                    )
                            )
                }
            val attribute = strangers.firstOrNull { it.path.endsWith("Fn::GetAtt") }
            if (attribute !=
                null
            ) {
                throw TemplateFaults.error(
                    "instance of Fn::GetAtt references undefined resource ${attribute.name}",
                    attribute.path
                )
            }
            if (strangers.isEmpty()) return
            val names = strangers.map { it.name }.distinct().joinToString()
            throw unresolved(names, block, strangers.firstOrNull()?.path ?: path)
        }

        private fun unresolved(
            names: String,
            block: String,
            path: String,
        ) = TemplateFaults.invalid(
            (if (block == "Resources") "Template format error: " else "") +
                "Unresolved resource dependencies [$names] in the $block block of the template",
            path,
        )

        private const val PSEUDO = "AWS::"
    }
}
