package io.mockaws.services.ssm

import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.parameters
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch

/** One parameter as a test sees it. A look into one that is not there is a [NoSuchElementException]. */
public class ParameterFixture internal constructor(
    /** The parameter's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> SsmCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of AWS Systems Manager, for any parameter. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such a parameter. */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** The parameter's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = ParameterName.arnOf(parameter().name, context().place)

    /** The value of the latest version, in plain text. */
    @get:JvmName("value")
    public val value: String get() = parameter().latest.value

    /** `String`, `StringList` or `SecureString`. */
    @get:JvmName("type")
    public val type: String get() = parameter().latest.type

    /** The number of the latest version. */
    @get:JvmName("version")
    public val version: Long get() = parameter().latest.version

    /** The values of all versions that there still are, the oldest first. */
    @get:JvmName("history")
    public val history: List<String> get() = parameter().versions.map { it.value }

    /** The labels of each version that has any, by its number. */
    @get:JvmName("labels")
    public val labels: Map<Long, List<String>>
        get() = parameter().versions.filter { it.labels.isNotEmpty() }.associate { it.version to it.labels }

    override fun toString(): String = "ParameterFixture($name, ${if (exists) "version: $version" else "not there"})"

    private fun parameter(): Parameter =
        found() ?: throw noSuch("parameter", name, context().parameters().map { it.name })

    private fun found(): Parameter? = context().parameter(ParameterName.keyOf(name))
}
