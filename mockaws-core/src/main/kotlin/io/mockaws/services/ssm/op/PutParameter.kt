package io.mockaws.services.ssm.op

import io.mockaws.services.ssm.parameter.DataTypes
import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.ParameterPolicy
import io.mockaws.services.ssm.parameter.ParameterVersion
import io.mockaws.services.ssm.parameter.Policies
import io.mockaws.services.ssm.parameter.Secured
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.SsmLimits
import io.mockaws.services.ssm.parameter.Tiers
import io.mockaws.services.ssm.parameter.Types
import io.mockaws.services.ssm.parameter.countOfParameters
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.put
import io.mockaws.services.ssm.parameter.tell
import kotlinx.serialization.Serializable
import java.util.regex.PatternSyntaxException

@Serializable
internal data class PutParameterRequest(
    val name: String,
    val description: String? = null,
    val value: String,
    val type: String? = null,
    val keyId: String? = null,
    val overwrite: Boolean = false,
    val allowedPattern: String? = null,
    val tags: List<Tag> = emptyList(),
    val tier: String? = null,
    val policies: String? = null,
    val dataType: String? = null,
)

@Serializable
internal data class PutParameterResult(
    val version: Long,
    val tier: String,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
internal fun putParameter(
    request: PutParameterRequest,
    call: SsmCall,
): PutParameterResult {
    if (request.value.isEmpty()) throw SsmFaults.emptyValue()
    if (request.overwrite && request.tags.isNotEmpty()) throw SsmFaults.tagsAndOverwrite()
    ParameterName.check(request.name)
    val key = ParameterName.keyOf(request.name)
    val (before, after) =
        call.state.write {
            val before = call.parameter(key, this)
            if (before != null && !request.overwrite) throw SsmFaults.alreadyExists()
            if (before == null && countOfParameters() >= SsmLimits.PARAMETERS) throw SsmFaults.limitExceeded()
            val version = next(request, before, call)
            val kept = before?.let { kept(it) }.orEmpty()
            val tags = taggedBy(before?.tags.orEmpty(), request.tags.map { it.key to it.value })
            val after = Parameter(before?.name ?: request.name, kept + version, tags)
            put(key, after)
            before to after
        }
    call.tell(if (before == null) "Create" else "Update", after)
    val version = after.latest
    return PutParameterResult(version.version, version.tier)
}

/** The versions that stay beside a new one. */
private fun kept(parameter: Parameter): List<ParameterVersion> {
    if (parameter.versions.size < SsmLimits.VERSIONS) return parameter.versions
    val oldest = parameter.versions.first()
    if (oldest.labels.isNotEmpty()) throw SsmFaults.oldestIsLabelled(parameter.name, oldest.version)
    return parameter.versions.drop(1)
}

/** What the request leaves out stays as it is. */
private fun next(
    request: PutParameterRequest,
    parameter: Parameter?,
    call: SsmCall,
): ParameterVersion {
    val before = parameter?.latest
    val type = request.type ?: before?.type ?: throw SsmFaults.typeRequired()
    if (before != null && type != before.type) throw SsmFaults.typeMismatch()
    val pattern = request.allowedPattern ?: before?.allowedPattern
    val dataType = request.dataType ?: before?.dataType ?: DataTypes.TEXT
    val policies = request.policies?.let { Policies.parse(it, call.now()) } ?: keptPolicies(before)
    val tier = tierOf(request, before?.tier, policies.isNotEmpty())
    checkValue(request.value, type, pattern, dataType)
    val keyId = if (type == Types.SECURE_STRING) request.keyId ?: before?.keyId ?: Secured.DEFAULT_KEY else null
    val version = ParameterVersion(
        (before?.version ?: 0) + 1,
        type,
        request.value,
        call.now(),
        "arn:aws:iam::${call.account}:root",
        request.description ?: before?.description,
        pattern,
        keyId,
        tier,
        policies,
        dataType,
    )
    return if (keyId == null) version else Secured.encrypted(version, request.name, call)
}

/** A change begins anew the time in which nothing changes. */
private fun keptPolicies(before: ParameterVersion?): List<ParameterPolicy> =
    before?.policies.orEmpty().map {
        if (it.type == Policies.NO_CHANGE_NOTIFICATION) it.copy(isDone = false) else it
    }

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
private fun tierOf(
    request: PutParameterRequest,
    before: String?,
    hasPolicies: Boolean,
): String {
    val isLong = request.value.length > SsmLimits.STANDARD_VALUE
    val tier =
        when (request.tier ?: before ?: Tiers.STANDARD) {
            Tiers.ADVANCED -> Tiers.ADVANCED

            Tiers.INTELLIGENT -> if (isLong || hasPolicies ||
                before == Tiers.ADVANCED
            ) {
                Tiers.ADVANCED
            } else {
                Tiers.STANDARD
            }

            else -> Tiers.STANDARD
        }
    if (tier == Tiers.STANDARD) {
        if (before == Tiers.ADVANCED) throw SsmFaults.noDowngrade()
        if (isLong) throw SsmFaults.standardValueTooLong()
        if (hasPolicies) throw SsmFaults.validation("Parameter policies need the advanced-parameter tier.")
    }
    if (request.value.length > SsmLimits.ADVANCED_VALUE) throw SsmFaults.advancedValueTooLong()
    return tier
}

private val imageId = Regex("ami-[0-9a-f]{8}(?:[0-9a-f]{9})?")

private fun checkValue(
    value: String,
    type: String,
    pattern: String?,
    dataType: String,
) {
    if (dataType !in listOf(DataTypes.TEXT, DataTypes.IMAGE, DataTypes.INTEGRATION)) {
        throw SsmFaults.badDataType(dataType)
    }
    if (dataType == DataTypes.IMAGE && (type != Types.STRING || !imageId.matches(value))) {
        throw SsmFaults.validation("A parameter of the data type ${DataTypes.IMAGE} holds the id of an image: ami-...")
    }
    if (pattern == null) return
    val regex =
        try {
            Regex(pattern)
        } catch (_: PatternSyntaxException) {
            throw SsmFaults.badPattern()
        }
    if (regex.find(value) == null) throw SsmFaults.patternMismatch(pattern)
}
