package io.mockaws.services.cloudformation.transform

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.functions.Evaluator
import io.mockaws.services.cloudformation.functions.LanguageExtensions
import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Runs the transforms that a template names: those of AWS, and macros, which are functions of AWS Lambda.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
 */
internal class Transforms(
    private val call: CloudFormationCall,
    private val parameters: Map<String, ParameterValue>,
    private val evaluatorOf: (JsonObject) -> Evaluator,
) {
    /** [template] after all of them: the inner ones first, those of the whole in their order. */
    suspend fun applied(template: JsonObject): JsonObject {
        var made = inner(template, evaluatorOf(template)) as JsonObject
        for ((name, settings) in wholes(made)) made = whole(name, settings, made)
        return JsonObject(made - "Transform")
    }

    private suspend fun whole(
        name: String,
        settings: JsonObject,
        template: JsonObject,
    ): JsonObject {
        val fragment = JsonObject(template - "Transform")
        return when (name) {
            LanguageExtensions.NAME -> LanguageExtensions(evaluatorOf(fragment)).unrolled(fragment) as JsonObject

            ServerlessTransform.NAME -> failing(name) {
                ServerlessTransform.OURS.transform(
                    template,
                    parameters.mapValues {
                        it.value.resolved ?: it.value.text
                    },
                    call.region,
                    call.account
                )
            }

            INCLUDE -> merged(fragment, include(settings, evaluatorOf(fragment)))

            else -> Macros(call).run(name, settings, fragment, parameters) as? JsonObject ?: throw malformed(name)
        }
    }

    private fun merged(
        template: JsonObject,
        fragment: JsonElement,
    ): JsonObject {
        val made = LinkedHashMap(template)
        for ((name, value) in fragment as? JsonObject ?: return template) {
            val own = made[name]
            made[name] = if (own is JsonObject && value is JsonObject) JsonObject(value + own) else own ?: value
        }
        return JsonObject(made)
    }

    private suspend fun inner(
        json: JsonElement,
        evaluator: Evaluator,
    ): JsonElement =
        when (json) {
            is JsonObject -> {
                val members = LinkedHashMap<String, JsonElement>()
                for ((name, item) in json) if (name != FUNCTION) members[name] = inner(item, evaluator)
                when (val function = json[FUNCTION]) {
                    null -> JsonObject(members)

                    is JsonArray -> function.fold(JsonObject(members) as JsonElement) { made, one ->
                        part(one, made, evaluator)
                    }

                    else -> part(function, JsonObject(members), evaluator)
                }
            }

            is JsonArray -> JsonArray(json.map { inner(it, evaluator) })

            else -> json
        }

    private suspend fun part(
        function: JsonElement,
        around: JsonElement,
        evaluator: Evaluator,
    ): JsonElement {
        val declaration =
            function as? JsonObject
                ?: throw TemplateFaults.invalid("Key Name of transform definition must be a string.")
        val name =
            declaration.textAt("Name")
                ?: throw TemplateFaults.invalid("Key Name of transform definition must be a string.")
        val settings = declaration.section("Parameters")
        if (name !=
            INCLUDE
        ) {
            return Macros(call).run(name, evaluator.members(settings, "/Fn::Transform"), around, parameters)
        }
        val included = include(settings, evaluator)
        return if (around is JsonObject && included is JsonObject) JsonObject(included + around) else included
    }

    private suspend fun include(
        settings: JsonObject,
        evaluator: Evaluator,
    ): JsonElement {
        val location = settings["Location"]?.let { evaluator.text(it, "/Transform/Location") }.orEmpty()
        val (bucket, key) = location.removePrefix("s3://").let { it.substringBefore('/') to it.substringAfter('/', "") }
        val text =
            try {
                call.world.links.objects.read(bucket, key, null, call).decodeToString()
            } catch (fault: AwsFault) {
                val reason = if (fault.error.code ==
                    "NoSuchBucket"
                ) {
                    "S3 bucket [$bucket] does not exist."
                } else {
                    fault.error.message
                }
                throw failed(INCLUDE, "failed with: $reason")
            }
        return TemplateReader.readFragment(text)
    }

    private fun <R> failing(
        name: String,
        action: () -> R,
    ): R =
        try {
            action()
        } catch (failure: TransformFailure) {
            throw failed(name, "failed with: ${failure.message}")
        }

    companion object {
        private const val INCLUDE = "AWS::Include"
        private const val FUNCTION = "Fn::Transform"

        /** The names of the transforms of the whole [template], and what they are given. */
        fun wholes(template: JsonObject): List<Pair<String, JsonObject>> {
            val declared = template["Transform"] ?: return emptyList()
            return (declared as? JsonArray ?: listOf(declared)).map { one ->
                one.scalar?.let { it to JsonObject(emptyMap()) }
                    ?: (one as? JsonObject)?.let {
                        (
                            it.textAt("Name")
                                ?: throw TemplateFaults.invalid("Key Name of transform definition must be a string.")
                            ) to
                            it.section("Parameters")
                    }
                    ?: throw TemplateFaults.format("Transform must be a string or a list of strings", "/Transform")
            }
        }

        /** Whether there is any in [json]. */
        fun areIn(json: JsonElement): Boolean =
            when (json) {
                is JsonObject ->
                    ("Transform" in json && "Resources" in json) || FUNCTION in json || json.values.any(::areIn)

                is JsonArray -> json.any(::areIn)

                else -> false
            }

        fun failed(
            name: String,
            how: String,
        ): AwsFault = AwsFault(
            io.mockaws.wire.ErrorShape("ValidationError", "Transform $name $how", BAD_REQUEST),
            TransformFailure(how)
        )

        fun malformed(name: String): AwsFault =
            AwsFault(
                io.mockaws.wire.ErrorShape(
                    "ValidationError",
                    "Received malformed response from transform $name",
                    BAD_REQUEST
                ),
                TransformFailure(name)
            )

        private const val BAD_REQUEST = 400
    }
}
