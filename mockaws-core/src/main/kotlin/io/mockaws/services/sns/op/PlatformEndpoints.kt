package io.mockaws.services.sns.op

import io.mockaws.kit.arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.mobile.PlatformEndpoint
import io.mockaws.services.sns.mobile.Platforms
import io.mockaws.services.sns.state.ENDPOINTS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.arnAt
import kotlinx.serialization.Serializable

@Serializable
internal data class CreatePlatformEndpointInput(
    val platformApplicationArn: String? = null,
    val token: String? = null,
    val customUserData: String? = null,
    val attributes: Map<String, String> = emptyMap(),
)

@Serializable
internal data class CreateEndpointResponse(
    val endpointArn: String,
)

@Serializable
internal data class EndpointInput(
    val endpointArn: String? = null,
)

@Serializable
internal data class GetEndpointAttributesResponse(
    val attributes: Map<String, String>,
)

@Serializable
internal data class SetEndpointAttributesInput(
    val endpointArn: String? = null,
    val attributes: Map<String, String>? = null,
)

@Serializable
internal data class ListEndpointsInput(
    val platformApplicationArn: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class ListEndpointsResponse(
    val endpoints: List<EndpointEntry>,
    val nextToken: String?,
)

@Serializable
internal data class EndpointEntry(
    val endpointArn: String,
    val attributes: Map<String, String>,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html */
internal fun createPlatformEndpoint(
    input: CreatePlatformEndpointInput,
    call: SnsCall,
): CreateEndpointResponse {
    val application = call.application(input.platformApplicationArn!!)
    val given =
        buildMap {
            input.customUserData?.let { put(Platforms.USER_DATA, it) }
            putAll(input.attributes)
        }
    Platforms.checkEndpoint(given)
    val attributes = mapOf(Platforms.ENABLED to "true") + given + (Platforms.TOKEN to input.token!!)
    return call.state.write {
        val existing =
            this[ENDPOINTS].values.firstOrNull { it.applicationArn == application.arn && it.token == input.token }
        if (existing != null) {
            if (existing.attributes != attributes) {
                throw SnsFaults.invalid(
                    "Token",
                    "Endpoint ${existing.arn} already exists with the same Token, but different attributes.",
                )
            }
            return@write CreateEndpointResponse(existing.arn)
        }
        val arn = call.arn("sns", "endpoint/${application.platform}/${application.name}/${call.ids.uuid()}")
        this[ENDPOINTS, arn] = PlatformEndpoint(arn, application.arn, attributes)
        CreateEndpointResponse(arn)
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteEndpoint.html */
internal fun deleteEndpoint(
    input: EndpointInput,
    call: SnsCall,
) {
    checkEndpointArn(input.endpointArn!!)
    call.state.write { remove(ENDPOINTS, input.endpointArn) }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html */
internal fun getEndpointAttributes(
    input: EndpointInput,
    call: SnsCall,
): GetEndpointAttributesResponse {
    checkEndpointArn(input.endpointArn!!)
    val endpoint = call.state.now[ENDPOINTS][input.endpointArn] ?: throw SnsFaults.notFound("Endpoint")
    return GetEndpointAttributesResponse(endpoint.attributes)
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
internal fun setEndpointAttributes(
    input: SetEndpointAttributesInput,
    call: SnsCall,
) {
    checkEndpointArn(input.endpointArn!!)
    Platforms.checkEndpoint(input.attributes!!)
    call.state.write {
        val endpoint = this[ENDPOINTS][input.endpointArn] ?: throw SnsFaults.notFound("Endpoint")
        this[ENDPOINTS, endpoint.arn] = endpoint.copy(attributes = endpoint.attributes + input.attributes)
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListEndpointsByPlatformApplication.html */
internal fun listEndpointsByPlatformApplication(
    input: ListEndpointsInput,
    call: SnsCall,
): ListEndpointsResponse {
    val application = call.application(input.platformApplicationArn!!)
    val all = call.state.now[ENDPOINTS].values.filter { it.applicationArn == application.arn }.sortedBy { it.arn }
    val page = page(all, application.arn, input.nextToken) { it.arn }
    return ListEndpointsResponse(page.items.map { EndpointEntry(it.arn, it.attributes) }, page.nextToken)
}

private fun checkEndpointArn(arn: String) {
    if (arnAt("EndpointArn", arn).resource.split('/').size != ARN_STEPS) {
        throw SnsFaults.invalid("EndpointArn", "Wrong number of slashes in relative portion of the ARN.")
    }
}

private const val ARN_STEPS = 4
