package io.mockaws.services.ssm

import io.mockaws.engine.AwsFault
import io.mockaws.services.ssm.op.PutParameterRequest
import io.mockaws.services.ssm.op.putParameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.Types
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.parameters
import io.mockaws.testing.Calls

/**
 * Parameter Store of AWS Systems Manager as a test sees it: `aws.ssm.parameter("/app/url", "https://...")`. Works in the
 * account and region of the mock, touches memory only, and leaves no calls in the journal.
 */
public class SsmFixture internal constructor(
    private val context: () -> SsmCall,
    private val journal: () -> Calls,
) {
    /** The parameter [name], to look into. Makes nothing. */
    public fun parameter(name: String): ParameterFixture = ParameterFixture(name, context, journal)

    /**
     * The parameter [name] with [value]: a String where there is none, else one more version of the type that it has.
     *
     * @param name `url`, or a path as `/app/url`
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun parameter(
        name: String,
        value: String,
    ): ParameterFixture = put(name, value, Types.STRING)

    /**
     * The parameter [name] of the type SecureString, encrypted under the key that AWS keeps for Systems Manager.
     *
     * @throws IllegalArgumentException when there is one of another type, or AWS would refuse it
     */
    public fun secureString(
        name: String,
        value: String,
    ): ParameterFixture = put(name, value, Types.SECURE_STRING, isOfType = true)

    /**
     * The parameter [name] of the type StringList.
     *
     * @throws IllegalArgumentException when there is one of another type, a value has a comma, or AWS would refuse it
     */
    public fun stringList(
        name: String,
        values: List<String>,
    ): ParameterFixture {
        require(values.none { ',' in it }) { "A comma parts the values of a StringList: $values" }
        return put(name, values.joinToString(","), Types.STRING_LIST, isOfType = true)
    }

    /** Every parameter of the mock's account and region, by name. */
    public fun parameters(): List<ParameterFixture> = context().parameters().map { parameter(it.name) }

    private fun put(
        name: String,
        value: String,
        type: String,
        isOfType: Boolean = false,
    ): ParameterFixture {
        val call = context()
        val isThere = call.parameter(ParameterName.keyOf(name)) != null
        try {
            val asked = type.takeIf { isOfType || !isThere }
            putParameter(PutParameterRequest(name, value = value, type = asked, overwrite = isThere), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        return parameter(name)
    }

    override fun toString(): String = "SsmFixture(${parameters().map { it.name }})"
}
