package io.mockaws.services.cloudformation.stackset

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.STACK_SETS
import io.mockaws.services.cloudformation.state.StackInstance
import io.mockaws.services.cloudformation.state.StackSet
import io.mockaws.services.cloudformation.state.StackSetOperation
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Makes, changes and removes the stacks of a set, each in its account and region, by calls of CloudFormation there. */
internal class StackInstances(
    private val call: CloudFormationCall,
    private val setId: String,
) {
    private val set: StackSet get() = call.state.now[STACK_SETS].getValue(setId)

    /**
     * Does [action] at [places], accounts and regions, and keeps what came of it; gives the id of the operation.
     *
     * @param overrides values of parameters for these alone; null where nothing is said
     */
    fun run(
        action: String,
        operationId: String?,
        places: List<Pair<String, String>>,
        overrides: Map<String, String>?,
        isRetained: Boolean = false,
    ): String {
        val id = operationId ?: call.ids.uuid()
        val begin = call.now()
        val results =
            places.map { (account, region) ->
                val before = set.instances.firstOrNull { it.account == account && it.region == region }
                val after = if (action ==
                    "DELETE"
                ) {
                    removed(before, isRetained)
                } else {
                    made(account, region, before, overrides, id)
                }
                keep(account, region, after)
                StackSetOperation.Result(
                    account,
                    region,
                    if (after?.status ==
                        "OUTDATED"
                    ) {
                        "FAILED"
                    } else {
                        "SUCCEEDED"
                    },
                    after?.reason
                )
            }
        val status = if (results.any { it.status == "FAILED" }) "FAILED" else "SUCCEEDED"
        write {
            it.copy(operations = it.operations + StackSetOperation(id, action, status, begin, call.now(), results))
        }
        return id
    }

    private fun write(change: (StackSet) -> StackSet) = call.state.write {
        this[STACK_SETS, setId] =
            change(this[STACK_SETS].getValue(setId))
    }

    private fun keep(
        account: String,
        region: String,
        instance: StackInstance?,
    ) = write { set ->
        set.copy(
            instances =
            set.instances.filterNot { it.account == account && it.region == region } + listOfNotNull(instance)
        )
    }

    private fun made(
        account: String,
        region: String,
        before: StackInstance?,
        overrides: Map<String, String>?,
        operationId: String,
    ): StackInstance {
        val own = overrides ?: before?.overrides.orEmpty()
        val place = Place(account, region)
        val id = before?.stackId
        try {
            val stackId =
                if (id == null) {
                    ask("CreateStack", "StackSet-${set.name}-${call.ids.uuid()}", own, place)
                } else {
                    unchanged(id) { ask("UpdateStack", id, own, place) }
                }
            val stack = call.at(place).state.now[STACKS][stackId]
            val isThere = stack != null && "ROLLBACK" !in stack.status && "FAILED" !in stack.status
            val status = if (isThere) "CURRENT" else "OUTDATED"
            return StackInstance(
                account,
                region,
                stackId,
                status,
                if (isThere) "SUCCEEDED" else "FAILED",
                stack?.statusReason,
                own,
                operationId
            )
        } catch (fault: AwsFault) {
            return StackInstance(account, region, id, "OUTDATED", "FAILED", fault.error.message, own, operationId)
        }
    }

    private fun unchanged(
        id: String,
        action: () -> String,
    ): String =
        try {
            action()
        } catch (fault: AwsFault) {
            if (fault.error.message == "No updates are to be performed.") id else throw fault
        }

    private fun ask(
        operation: String,
        name: String,
        overrides: Map<String, String>,
        place: Place,
    ): String {
        val parameters = set.parameters + overrides
        val input =
            buildJsonObject {
                put("StackName", name)
                put("TemplateBody", set.body)
                put(
                    "Parameters",
                    JsonArray(
                        parameters.map { (key, value) ->
                            pair(
                                "ParameterKey" to key,
                                "ParameterValue" to value
                            )
                        }
                    )
                )
                put("Tags", JsonArray(set.tags.map { (key, value) -> pair("Key" to key, "Value" to value) }))
                put("Capabilities", JsonArray(set.capabilities.map(::JsonPrimitive)))
            }
        return call.serviceCall(
            "cloudformation",
            operation,
            input,
            ResourceCalls.SENDER,
            place = place
        )["StackId"] as String
    }

    private fun pair(vararg members: Pair<String, String>) = JsonObject(
        members.associate { (name, value) ->
            name to
                JsonPrimitive(value)
        }
    )

    /** Null where it is gone. */
    private fun removed(
        before: StackInstance?,
        isRetained: Boolean,
    ): StackInstance? {
        val id = before?.stackId
        if (id == null || isRetained) return null
        val place = Place(before.account, before.region)
        call.serviceCall("cloudformation", "DeleteStack", pair("StackName" to id), ResourceCalls.SENDER, place = place)
        val stack = call.at(place).state.now[STACKS][id]
        return if (stack == null ||
            stack.isGone
        ) {
            null
        } else {
            before.copy(status = "INOPERABLE", detailedStatus = "FAILED", reason = stack.statusReason)
        }
    }
}
