package io.mockaws.services.apigateway.rest

import io.mockaws.kit.Arn
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DOMAINS
import io.mockaws.services.apigateway.state.MAPPINGS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.without

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html */
internal fun createDomainName(
    input: Members,
    call: ApiCall,
): Members {
    val name = input.text("domainName").orEmpty()
    if (name.isEmpty()) throw ApiFaults.badRequest("No Domain Name specified")
    if (name in call.state.now[DOMAINS]) throw ApiFaults.conflict("The domain name you provided already exists.")
    val endpoints = input.part("endpointConfiguration")
    val types = endpoints.list("types").ifEmpty { listOf("EDGE") }
    val isRegional = "REGIONAL" in types
    val domain =
        input.only(
            "domainName", "certificateName", "certificateArn", "regionalCertificateName", "regionalCertificateArn",
            "securityPolicy", "mutualTlsAuthentication", "ownershipVerificationCertificateArn", "policy", "tags",
            "routingMode",
        ) +
            membersOf(
                "endpointConfiguration" to mapOf("ipAddressType" to "ipv4") + endpoints + ("types" to types),
                "domainNameStatus" to "AVAILABLE",
                "securityPolicy" to (input.text("securityPolicy") ?: "TLS_1_2"),
                "certificateUploadDate" to call.now().takeUnless { isRegional },
                "regionalDomainName" to
                    "d-${call.newId(DOMAIN_ID)}.execute-api.${call.region}.amazonaws.com".takeIf { isRegional },
                "regionalHostedZoneId" to "Z1UJRXOUMOOFQ8".takeIf { isRegional },
                "distributionDomainName" to "d${call.newId(DISTRIBUTION)}.cloudfront.net".takeUnless { isRegional },
                "distributionHostedZoneId" to "Z2FDTNDATAQYW2".takeUnless { isRegional },
                "domainNameArn" to call.arnOf("/domainnames/$name"),
            )
    call.state.write { put(DOMAINS, name, domain) { call.ids.nextNumber() } }
    return domain
}

/** `arn:aws:apigateway:us-east-1::/restapis/abc`: without an account. */
internal fun ApiCall.arnOf(path: String): String = "arn:${Arn.partitionOf(region)}:apigateway:$region::$path"

/** The domain name that [input] means. */
internal fun ApiCall.domain(input: Members): Members =
    state.now[DOMAINS][input.text("domainName")]?.members ?: throw ApiFaults.noDomain()

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html */
internal fun getDomainName(
    input: Members,
    call: ApiCall,
): Members = call.domain(input)

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainNames.html */
internal fun getDomainNames(
    input: Members,
    call: ApiCall,
): Members = paged(input, call.state.now[DOMAINS].values.sortedBy { it.number }.map { it.members }, "domainName")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDomainName.html */
internal fun updateDomainName(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.domain(input)
    val changed = Patches(DOMAIN).apply(before, PatchOperation.of(input))
    call.state.write { put(DOMAINS, before.text("domainName")!!, changed) { call.ids.nextNumber() } }
    return changed
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDomainName.html */
internal fun deleteDomainName(
    input: Members,
    call: ApiCall,
): Members {
    call.removeDomain(call.domain(input).text("domainName")!!)
    return emptyMap()
}

/** Removes the domain name [name] with all that leads on from it. */
internal fun ApiCall.removeDomain(name: String) {
    state.write {
        remove(DOMAINS, name)
        this[MAPPINGS].keys.filter { it.startsWith("$name/") }.forEach { remove(MAPPINGS, it) }
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html */
internal fun createBasePathMapping(
    input: Members,
    call: ApiCall,
): Members {
    val domain = call.domain(input).text("domainName")!!
    val path = input.text("basePath").orEmpty().takeUnless { it == NONE }.orEmpty()
    checkMapping(path, input.text("restApiId"), input.text("stage"), call)
    if (call.mappings(domain).any { it.second["ApiMappingKey"] == path }) {
        throw ApiFaults.conflict("Base path already exists for this domain name")
    }
    val stage = input.text("stage")?.ifEmpty { null }
    val mapping = membersOf("ApiMappingKey" to path, "ApiId" to input["restApiId"], "Stage" to stage)
    val id = call.newId(RESOURCE_ID)
    call.state.write { put(MAPPINGS, "$domain/$id", mapping + ("ApiMappingId" to id)) { call.ids.nextNumber() } }
    return shown(mapping)
}

private fun checkMapping(
    path: String,
    api: String?,
    stage: String?,
    call: ApiCall,
) {
    if ('/' in path) {
        throw ApiFaults.badRequest(
            "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level " +
                "base path mapping, use API Gateway V2.",
        )
    }
    if (api !in call.state.now[APIS]) throw ApiFaults.badRequest("Invalid REST API identifier specified")
    if (!stage.isNullOrEmpty() && "$api/$stage" !in call.state.now[STAGES]) {
        throw ApiFaults.badRequest("Invalid stage identifier specified")
    }
}

/** Version 1 has another word for a mapping of everything. */
private fun shown(mapping: Members): Members =
    membersOf(
        "basePath" to mapping.text("ApiMappingKey").orEmpty().ifEmpty { NONE },
        "restApiId" to mapping["ApiId"],
        "stage" to mapping["Stage"],
    )

/** The mappings of [domain] with what they are kept under, in the order in which they came. */
internal fun ApiCall.mappings(domain: String): List<Pair<String, Members>> =
    state.now[MAPPINGS].filterKeys { it.startsWith("$domain/") }.entries.sortedBy { it.value.number }
        .map { it.key to it.value.members }

private fun ApiCall.basePath(input: Members): Pair<String, Members> {
    val domain = domain(input).text("domainName")!!
    val path = input.text("basePath").orEmpty().takeUnless { it == NONE }.orEmpty()
    return mappings(domain).firstOrNull { it.second["ApiMappingKey"] == path }
        ?: throw ApiFaults.notFound("Invalid base path mapping identifier specified")
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html */
internal fun getBasePathMapping(
    input: Members,
    call: ApiCall,
): Members = shown(call.basePath(input).second)

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html */
internal fun getBasePathMappings(
    input: Members,
    call: ApiCall,
): Members = paged(input, call.mappings(call.domain(input).text("domainName")!!).map { shown(it.second) }, "basePath")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html */
internal fun updateBasePathMapping(
    input: Members,
    call: ApiCall,
): Members {
    val (key, before) = call.basePath(input)
    val patched = Patches(MAPPING).apply(shown(before), PatchOperation.of(input).map(::renamed))
    val path = patched.text("basePath").orEmpty().takeUnless { it == NONE }.orEmpty()
    checkMapping(path, patched.text("restApiId"), patched.text("stage"), call)
    val domain = key.substringBefore('/')
    if (path != before["ApiMappingKey"] && call.mappings(domain).any { it.second["ApiMappingKey"] == path }) {
        throw ApiFaults.conflict("Base path already exists for this domain name")
    }
    val stage = patched.text("stage")?.ifEmpty { null }
    val whole =
        before.without("Stage") + mapOf("ApiMappingKey" to path, "ApiId" to patched["restApiId"]) +
            membersOf("Stage" to stage)
    call.state.write { put(MAPPINGS, key, whole) { call.ids.nextNumber() } }
    return shown(whole)
}

/** AWS writes the path of the API's id as `/restapiId`, too. */
private fun renamed(operation: PatchOperation) =
    if (operation.path.equals("/restapiId", ignoreCase = true)) {
        PatchOperation(operation.op, "/restApiId", operation.value, operation.from)
    } else {
        operation
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteBasePathMapping.html */
internal fun deleteBasePathMapping(
    input: Members,
    call: ApiCall,
): Members {
    val (key, _) = call.basePath(input)
    call.state.write { remove(MAPPINGS, key) }
    return emptyMap()
}

private const val NONE = "(none)"
private const val DOMAIN_ID = 10
private const val DISTRIBUTION = 13
private val DOMAIN by lazy { Models.service("apigateway").structure("DomainName")!! }
private val MAPPING by lazy { Models.service("apigateway").structure("BasePathMapping")!! }
