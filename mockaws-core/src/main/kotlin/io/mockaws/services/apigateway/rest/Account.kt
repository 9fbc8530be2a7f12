package io.mockaws.services.apigateway.rest

import io.mockaws.kit.Arn
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.ONLY
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.SETTINGS
import io.mockaws.services.apigateway.state.Tagged
import io.mockaws.services.apigateway.state.VPC_LINKS
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccount(
    input: Members,
    call: ApiCall,
): Members = DEFAULT + call.state.now[SETTINGS][ONLY]?.members.orEmpty()

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
internal fun updateAccount(
    input: Members,
    call: ApiCall,
): Members {
    val operations = PatchOperation.of(input)
    for (operation in operations) {
        if (operation.path == "/features" && operation.value == "UsagePlans" && operation.op == "remove") {
            throw ApiFaults.badRequest("Usage Plans cannot be disabled once enabled")
        }
        if (operation.path != "/cloudwatchRoleArn" && operation.path != "/features") {
            throw ApiFaults.badPath(operation.path)
        }
    }
    val before = getAccount(emptyMap(), call)
    val changed = Patches(ACCOUNT).apply(before, operations.filter { it.path == "/cloudwatchRoleArn" })
    call.state.write { put(SETTINGS, ONLY, changed) { 0 } }
    return changed
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
internal fun getTags(
    input: Members,
    call: ApiCall,
): Members = mapOf("tags" to Tagged.of(input.text("resourceArn").orEmpty(), call))

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
internal fun tagResource(
    input: Members,
    call: ApiCall,
): Members {
    Tagged.change(input.text("resourceArn").orEmpty(), call) { it + input.part("tags") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
internal fun untagResource(
    input: Members,
    call: ApiCall,
): Members {
    Tagged.change(input.text("resourceArn").orEmpty(), call) { it - input.list("tagKeys").toSet() }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html */
internal fun createVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    if (input.text("name").isNullOrEmpty()) throw ApiFaults.badRequest("Name cannot be empty")
    for (arn in input.list("targetArns")) {
        if (Arn.parse(arn) == null) throw ApiFaults.badRequest("Invalid ARN. ARN is not well formed $arn")
    }
    val id = call.newId(RESOURCE_ID)
    val link = input.only("name", "description", "targetArns", "tags") + ("id" to id)
    call.state.write { put(VPC_LINKS, id, link + READY) { call.ids.nextNumber() } }
    return link + ("status" to "PENDING")
}

/** The VPC link that [input] means. */
private fun ApiCall.vpcLink(input: Members): Members =
    state.now[VPC_LINKS][input.text("vpcLinkId")]?.members?.takeIf { "id" in it }
        ?: throw ApiFaults.notFound("Invalid Vpc Link identifier specified")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html */
internal fun getVpcLink(
    input: Members,
    call: ApiCall,
): Members = call.vpcLink(input).let { it + ("tags" to it.part("tags")) }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html */
internal fun getVpcLinks(
    input: Members,
    call: ApiCall,
): Members =
    paged(input, call.state.now[VPC_LINKS].values.sortedBy { it.number }.map { it.members }.filter { "id" in it })

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html */
internal fun updateVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.vpcLink(input)
    val changed = Patches(VPC_LINK).apply(before, PatchOperation.of(input))
    call.state.write { put(VPC_LINKS, before.text("id")!!, changed) { 0 } }
    return changed + ("tags" to changed.part("tags"))
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html */
internal fun deleteVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.vpcLink(input).text("id")!!
    call.state.write { remove(VPC_LINKS, id) }
    return emptyMap()
}

private val READY = mapOf("status" to "AVAILABLE", "statusMessage" to "Your vpc link is ready for use")
private val DEFAULT: Members =
    mapOf(
        "throttleSettings" to mapOf("burstLimit" to 5000, "rateLimit" to 10_000.0),
        "features" to listOf("UsagePlans"),
        "apiKeyVersion" to "4",
    )
private val ACCOUNT by lazy { Models.service("apigateway").structure("Account")!! }
private val VPC_LINK by lazy { Models.service("apigateway").structure("VpcLink")!! }
