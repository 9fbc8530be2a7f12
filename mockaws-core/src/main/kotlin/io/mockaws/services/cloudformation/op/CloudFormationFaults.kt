package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.state.Stack

/**
 * AWS CloudFormation's errors and their words, beside those of templates. Taken from AWS's answers as LocalStack has recorded them
 * (`tests/aws/services/cloudformation`), else from AWS's documentation.
 */
internal object CloudFormationFaults {
    fun invalid(message: String): AwsFault = AwsFault("ValidationError", message, BAD_REQUEST)

    fun noStack(name: String): AwsFault = invalid("Stack with id $name does not exist")

    fun noStackNamed(name: String): AwsFault = invalid("Stack [$name] does not exist")

    fun stackExists(name: String): AwsFault = AwsFault("AlreadyExistsException", "Stack [$name] already exists")

    fun notUpdatable(stack: Stack): AwsFault = invalid(
        "Stack:${stack.id} is in ${stack.status} state and can not be updated."
    )

    fun noUpdates(): AwsFault = invalid("No updates are to be performed.")

    fun protected(stack: Stack): AwsFault = invalid(
        "Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled"
    )

    fun noResource(
        name: String,
        stack: String,
    ): AwsFault = invalid("Resource $name does not exist for stack $stack")

    fun noChangeSet(name: String): AwsFault = AwsFault(
        "ChangeSetNotFound",
        "ChangeSet [$name] does not exist",
        NOT_FOUND
    )

    fun capabilities(names: List<String>): AwsFault = AwsFault(
        "InsufficientCapabilitiesException",
        "Requires capabilities : [${names.joinToString()}]"
    )

    private const val BAD_REQUEST = 400
    private const val NOT_FOUND = 404
}
