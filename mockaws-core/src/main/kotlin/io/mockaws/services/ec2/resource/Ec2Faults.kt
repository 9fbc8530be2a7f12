package io.mockaws.services.ec2.resource

import io.mockaws.engine.AwsFault
import io.mockaws.kit.flag
import io.mockaws.kit.text

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
internal object Ec2Faults {
    private const val PRECONDITION_FAILED = 412

    /** There are no things of [kind] called [ids]. */
    fun missing(
        kind: Kind,
        ids: Collection<String>,
    ): AwsFault {
        val text = kind.missingText
        val words =
            when {
                ids.size == 1 -> text
                kind == Kind.FLOW_LOG -> text.replace("1]", "${ids.size}]")
                else -> text.replace(" ID ", " IDs ").replace(" id ", " ids ").replace("does not exist", "do not exist")
            }
        return AwsFault(kind.missing, words.replace("{}", ids.joinToString(if (kind == Kind.FLOW_LOG) " " else ", ")))
    }

    fun missing(
        kind: Kind,
        id: String,
    ): AwsFault = missing(kind, listOf(id))

    fun malformed(
        kind: Kind,
        id: String,
    ): AwsFault = AwsFault(checkNotNull(kind.malformed), "Invalid id: \"$id\" (expecting \"${kind.prefix}-...\")")

    fun dryRun(): AwsFault =
        AwsFault("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", PRECONDITION_FAILED)

    /** The value of [parameter], spelled as EC2 spells it in errors: `cidrBlock`. */
    fun invalid(
        value: Any?,
        parameter: String,
        why: String,
    ): AwsFault = AwsFault("InvalidParameterValue", "Value ($value) for parameter $parameter is invalid. $why")

    fun invalid(words: String): AwsFault = AwsFault("InvalidParameterValue", words)

    fun combination(words: String): AwsFault = AwsFault("InvalidParameterCombination", words)

    /** [parameter] goes only with [other]. */
    fun dependency(
        parameter: String,
        other: String,
    ): AwsFault =
        AwsFault("InvalidParameterDependency", "The parameter $parameter requires the parameter $other to be set.")

    fun missingParameter(name: String): AwsFault =
        AwsFault("MissingParameter", "The request must contain the parameter $name")

    fun filter(name: String): AwsFault = invalid("The filter '$name' is invalid")

    fun token(token: String?): AwsFault = AwsFault("InvalidNextToken", "The token '$token' is invalid")

    fun dependency(words: String): AwsFault = AwsFault("DependencyViolation", words)

    fun notPermitted(words: String): AwsFault = AwsFault("OperationNotPermitted", words)

    fun incorrectState(words: String): AwsFault = AwsFault("IncorrectState", words)
}
