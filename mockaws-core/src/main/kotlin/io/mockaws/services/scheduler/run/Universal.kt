package io.mockaws.services.scheduler.run

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.Models
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceFacts
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * A target that is any operation of any service: `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
internal class Universal private constructor(
    /** As the AWS CLI has it. */
    val service: String,
    private val operation: OperationModel,
) {
    /** As AWS names it: `SendMessage`. */
    val name: String get() = operation.name

    /** [input] by the names of the model: targets may name members with a capital whatever the service does. */
    fun members(input: JsonObject): JsonObject = named(input, operation.input) as JsonObject

    private fun named(
        value: JsonElement,
        shape: ShapeModel,
    ): JsonElement =
        when {
            value is JsonObject && shape is StructureModel ->
                JsonObject(
                    value.entries.associate { (name, item) ->
                        val member = shape.members.firstOrNull { it.name.equals(name, ignoreCase = true) }
                        if (member == null) name to item else member.name to named(item, member.target)
                    },
                )

            value is JsonObject && shape is MapModel -> JsonObject(value.mapValues { named(it.value, shape.value) })

            value is JsonArray && shape is ListModel -> JsonArray(value.map { named(it, shape.item) })

            else -> value
        }

    companion object {
        private const val PREFIX = ":scheduler:::aws-sdk:"

        /** What only reads cannot be a target. */
        private val readers =
            (
                "get describe list poll receive search scan query select read lookup discover validate batchGet " +
                    "batchDescribe batchRead transactGet adminGet adminList testMigration retrieve testConnection " +
                    "translateDocument isAuthorized invokeModel"
                ).split(' ')

        /** Whether [arn] is to be one, be there such an operation or not. */
        fun isMeantBy(arn: String): Boolean = PREFIX in arn

        /** The operation that [arn] means; null where there is none, or none that can be a target. */
        fun of(arn: String): Universal? {
            val (service, action) = arn.substringAfter(PREFIX).split(':').takeIf { it.size == 2 } ?: return null
            if (readers.any { action.startsWith(it) }) return null
            val facts = facts(service) ?: return null
            val name = action.replaceFirstChar(Char::uppercase)
            return Models.service(facts.name).operation(name)?.let { Universal(facts.name, it) }
        }

        /** Services are called as the SDK for Java calls them, in one word. */
        private fun facts(name: String): ServiceFacts? =
            Models.facts(name) ?: Models.index.firstOrNull { it.id.filter(Char::isLetterOrDigit).lowercase() == name }
    }
}
