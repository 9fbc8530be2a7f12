package io.mockaws.services.ssm.op

import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.ParameterVersion
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.SsmLimits
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.put
import io.mockaws.services.ssm.parameter.tell
import kotlinx.serialization.Serializable

@Serializable
internal data class LabelParameterVersionRequest(
    val name: String,
    val parameterVersion: Long? = null,
    val labels: List<String>,
)

@Serializable
internal data class LabelParameterVersionResult(
    val invalidLabels: List<String>,
    val parameterVersion: Long,
)

@Serializable
internal data class UnlabelParameterVersionRequest(
    val name: String,
    val parameterVersion: Long,
    val labels: List<String>,
)

@Serializable
internal data class UnlabelParameterVersionResult(
    val removedLabels: List<String>,
    val invalidLabels: List<String>,
)

private val label = Regex("[a-zA-Z_.-][a-zA-Z0-9_.-]*")
private val reserved = listOf("aws", "ssm")

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html */
internal fun labelParameterVersion(
    request: LabelParameterVersionRequest,
    call: SsmCall,
): LabelParameterVersionResult {
    val (valid, invalid) = request.labels.distinct().partition(::isLabel)
    val version =
        call.changeVersion(request.name, request.parameterVersion) { parameter, version ->
            val labels = version.labels + (valid - version.labels.toSet())
            if (labels.size > SsmLimits.LABELS) throw SsmFaults.tooManyLabels()
            val versions =
                parameter.versions.map {
                    it.copy(labels = if (it.version == version.version) labels else it.labels - valid.toSet())
                }
            parameter.copy(versions = versions)
        }
    call.parameter(ParameterName.of(request.name).key)?.let { call.tell("LabelParameterVersion", it) }
    return LabelParameterVersionResult(invalid, version.version)
}

private fun isLabel(text: String): Boolean =
    label.matches(text) && reserved.none { text.startsWith(it, ignoreCase = true) }

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
internal fun unlabelParameterVersion(
    request: UnlabelParameterVersionRequest,
    call: SsmCall,
): UnlabelParameterVersionResult {
    val before =
        call.changeVersion(request.name, request.parameterVersion) { parameter, version ->
            val labels = version.labels - request.labels.toSet()
            parameter.copy(versions = parameter.versions.map { if (it === version) it.copy(labels = labels) else it })
        }
    val (removed, invalid) = request.labels.distinct().partition { it in before.labels }
    return UnlabelParameterVersionResult(removed, invalid)
}

/** Puts what [change] makes of the parameter [name] in its place, and gives its version [number] as it was before. */
private fun SsmCall.changeVersion(
    name: String,
    number: Long?,
    change: (Parameter, ParameterVersion) -> Parameter,
): ParameterVersion {
    val key = ParameterName.of(name).key
    return state.write {
        val parameter = parameter(key, this) ?: throw SsmFaults.parameterNotFound()
        val version =
            if (number == null) parameter.latest else parameter.versions.firstOrNull { it.version == number }
        if (version == null) throw SsmFaults.versionNotFound(name, "$number")
        put(key, change(parameter, version))
        version
    }
}
