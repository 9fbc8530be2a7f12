package io.mockaws.services.sns.op

import io.mockaws.kit.TableWriter
import io.mockaws.kit.arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.mobile.PlatformApplication
import io.mockaws.services.sns.mobile.Platforms
import io.mockaws.services.sns.state.APPLICATIONS
import io.mockaws.services.sns.state.ENDPOINTS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.arnAt
import kotlinx.serialization.Serializable

@Serializable
internal data class CreatePlatformApplicationInput(
    val name: String? = null,
    val platform: String? = null,
    val attributes: Map<String, String>? = null,
)

@Serializable
internal data class CreatePlatformApplicationResponse(
    val platformApplicationArn: String,
)

@Serializable
internal data class PlatformApplicationInput(
    val platformApplicationArn: String? = null,
)

@Serializable
internal data class GetPlatformApplicationAttributesResponse(
    val attributes: Map<String, String>,
)

@Serializable
internal data class SetPlatformApplicationAttributesInput(
    val platformApplicationArn: String? = null,
    val attributes: Map<String, String>? = null,
)

@Serializable
internal data class ListPlatformApplicationsInput(
    val nextToken: String? = null,
)

@Serializable
internal data class ListPlatformApplicationsResponse(
    val platformApplications: List<PlatformApplicationEntry>,
    val nextToken: String?,
)

@Serializable
internal data class PlatformApplicationEntry(
    val platformApplicationArn: String,
    val attributes: Map<String, String>,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
internal fun createPlatformApplication(
    input: CreatePlatformApplicationInput,
    call: SnsCall,
): CreatePlatformApplicationResponse {
    Platforms.checkNew(input.name!!, input.platform!!, input.attributes!!)
    val arn = call.arn("sns", "app/${input.platform}/${input.name}")
    call.state.write {
        if (arn !in this[APPLICATIONS]) {
            this[APPLICATIONS, arn] = PlatformApplication(arn, input.name, input.platform, input.attributes)
        }
    }
    return CreatePlatformApplicationResponse(arn)
}

/** Its endpoints go with it. https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html */
internal fun deletePlatformApplication(
    input: PlatformApplicationInput,
    call: SnsCall,
) {
    checkApplicationArn(input.platformApplicationArn!!)
    call.state.write {
        remove(APPLICATIONS, input.platformApplicationArn)
        for (endpoint in this[ENDPOINTS].values) {
            if (endpoint.applicationArn == input.platformApplicationArn) remove(ENDPOINTS, endpoint.arn)
        }
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetPlatformApplicationAttributes.html */
internal fun getPlatformApplicationAttributes(
    input: PlatformApplicationInput,
    call: SnsCall,
): GetPlatformApplicationAttributesResponse =
    GetPlatformApplicationAttributesResponse(call.application(input.platformApplicationArn!!).shown)

/** https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
internal fun setPlatformApplicationAttributes(
    input: SetPlatformApplicationAttributesInput,
    call: SnsCall,
) {
    checkApplicationArn(input.platformApplicationArn!!)
    call.state.write {
        val application = application(input.platformApplicationArn)
        this[APPLICATIONS, application.arn] = application.copy(attributes = application.attributes + input.attributes!!)
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html */
internal fun listPlatformApplications(
    input: ListPlatformApplicationsInput,
    call: SnsCall,
): ListPlatformApplicationsResponse {
    val all = call.state.now[APPLICATIONS].values.sortedBy { it.arn }
    val page = page(all, "applications", input.nextToken) { it.arn }
    return ListPlatformApplicationsResponse(
        page.items.map { PlatformApplicationEntry(it.arn, it.shown) },
        page.nextToken,
    )
}

private fun checkApplicationArn(arn: String) {
    val parsed = arnAt("PlatformApplicationArn", arn)
    if (!parsed.resource.startsWith("app/")) throw SnsFaults.invalid("PlatformApplicationArn")
}

internal fun SnsCall.application(arn: String): PlatformApplication {
    checkApplicationArn(arn)
    return state.now[APPLICATIONS][arn] ?: throw SnsFaults.notFound("PlatformApplication")
}

private fun TableWriter.application(arn: String): PlatformApplication =
    this[APPLICATIONS][arn] ?: throw SnsFaults.notFound("PlatformApplication")
