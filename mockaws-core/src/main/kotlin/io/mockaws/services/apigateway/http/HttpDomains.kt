package io.mockaws.services.apigateway.http

import io.mockaws.services.apigateway.rest.mappings
import io.mockaws.services.apigateway.rest.removeDomain
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DOMAINS
import io.mockaws.services.apigateway.state.MAPPINGS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.Tagged
import io.mockaws.services.apigateway.state.VPC_LINKS
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.rest.createDomainName as createRestDomainName

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#CreateDomainName */
internal fun createDomainName(
    input: Members,
    call: ApiCall,
): Members {
    val name = input.text("DomainName").orEmpty()
    if (name in call.state.now[DOMAINS]) throw ApiFaults.conflict("The domain name resource already exists.")
    createRestDomainName(membersOf("domainName" to name, "tags" to input.part("Tags")) + configurationOf(input), call)
    return shown(call.domain(mapOf("DomainName" to name)))
}

/** The first configuration, as version 1 has it. */
private fun configurationOf(input: Members): Members {
    val said = configurations(input).firstOrNull().orEmpty()
    return membersOf(
        "regionalCertificateArn" to said["CertificateArn"],
        "regionalCertificateName" to said["CertificateName"],
        "securityPolicy" to said["SecurityPolicy"],
        "ownershipVerificationCertificateArn" to said["OwnershipVerificationCertificateArn"],
        "endpointConfiguration" to membersOf("types" to listOf("REGIONAL"), "ipAddressType" to said["IpAddressType"]),
        "routingMode" to input["RoutingMode"],
        "mutualTlsAuthentication" to
            membersOf("truststoreUri" to input.part("MutualTlsAuthentication")["TruststoreUri"]).ifEmpty { null },
    )
}

@Suppress("UNCHECKED_CAST")
private fun configurations(input: Members): List<Members> =
    (input["DomainNameConfigurations"] as? List<Members>).orEmpty()

private fun ApiCall.domain(input: Members): Members =
    state.now[DOMAINS][input.text("DomainName")]?.members
        ?: throw ApiFaults.notFound("The domain name resource specified in the request was not found.")

private fun shown(domain: Members): Members {
    val isRegional = "REGIONAL" in domain.part("endpointConfiguration").list("types")
    val configuration =
        membersOf(
            "ApiGatewayDomainName" to (domain["regionalDomainName"] ?: domain["distributionDomainName"]),
            "HostedZoneId" to (domain["regionalHostedZoneId"] ?: domain["distributionHostedZoneId"]),
            "CertificateArn" to (domain["regionalCertificateArn"] ?: domain["certificateArn"]),
            "CertificateName" to (domain["regionalCertificateName"] ?: domain["certificateName"]),
            "DomainNameStatus" to domain["domainNameStatus"],
            "EndpointType" to if (isRegional) "REGIONAL" else "EDGE",
            "SecurityPolicy" to domain["securityPolicy"],
            "IpAddressType" to domain.part("endpointConfiguration")["ipAddressType"],
            "OwnershipVerificationCertificateArn" to domain["ownershipVerificationCertificateArn"],
        )
    val trust = domain.part("mutualTlsAuthentication")["truststoreUri"]
    return membersOf(
        "DomainName" to domain["domainName"],
        "DomainNameArn" to domain["domainNameArn"],
        "ApiMappingSelectionExpression" to "\$request.basepath",
        "DomainNameConfigurations" to listOf(configuration),
        "MutualTlsAuthentication" to trust?.let { mapOf("TruststoreUri" to it) },
        "RoutingMode" to (domain["routingMode"] ?: "API_MAPPING_ONLY"),
        "Tags" to domain.part("tags"),
    )
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#GetDomainName */
internal fun getDomainName(
    input: Members,
    call: ApiCall,
): Members = shown(call.domain(input))

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#GetDomainNames */
internal fun getDomainNames(
    input: Members,
    call: ApiCall,
): Members {
    val all = call.state.now[DOMAINS].values.sortedBy { it.number }
    return listed(input, all.map { shown(it.members) }, "DomainName")
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#UpdateDomainName */
internal fun updateDomainName(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.domain(input)
    val said = configurationOf(input).filterKeys { it != "endpointConfiguration" || configurations(input).isNotEmpty() }
    call.state.write { put(DOMAINS, before.text("domainName")!!, before + said) { 0 } }
    return shown(call.domain(input))
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#DeleteDomainName */
internal fun deleteDomainName(
    input: Members,
    call: ApiCall,
): Members {
    call.removeDomain(call.domain(input).text("domainName")!!)
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#CreateApiMapping */
internal fun createApiMapping(
    input: Members,
    call: ApiCall,
): Members {
    val domain = call.domain(input).text("domainName")!!
    checkMapping(input, call)
    val key = input.text("ApiMappingKey").orEmpty()
    if (call.mappings(domain).any { it.second["ApiMappingKey"] == key }) {
        throw ApiFaults.conflict("The specified mapping already exists for this domain name.")
    }
    val id = call.newId(MAPPING_ID)
    val mapping = input.only("ApiId", "Stage") + mapOf("ApiMappingKey" to key, "ApiMappingId" to id)
    call.state.write { put(MAPPINGS, "$domain/$id", mapping) { call.ids.nextNumber() } }
    return mapping
}

private fun checkMapping(
    input: Members,
    call: ApiCall,
) {
    val api = input.text("ApiId")
    if (api !in call.state.now[APIS]) {
        throw ApiFaults.notFound(
            "Invalid API identifier specified The resource specified in the request was not found."
        )
    }
    checkKey(input.text("ApiMappingKey").orEmpty())
    if ("$api/${input["Stage"]}" !in call.state.now[STAGES]) {
        throw ApiFaults.badRequest("Invalid stage identifier specified")
    }
}

private fun checkKey(key: String) {
    val problem =
        when {
            key.startsWith(
                "/"
            ) || "//" in key -> "API mapping key should not start with a '/' or have consecutive '/'s."

            key.endsWith("/") -> "API mapping key should not end with a '/'."

            else -> return
        }
    throw ApiFaults.badRequest(problem)
}

private fun ApiCall.mapping(input: Members): Pair<String, Members> {
    val key = "${domain(input)["domainName"]}/${input["ApiMappingId"]}"
    val found =
        state.now[MAPPINGS][key]?.members
            ?: throw ApiFaults.notFound("The api mapping resource specified in the request was not found.")
    return key to found
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#GetApiMapping */
internal fun getApiMapping(
    input: Members,
    call: ApiCall,
): Members = call.mapping(input).second

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
internal fun getApiMappings(
    input: Members,
    call: ApiCall,
): Members = listed(input, call.mappings(call.domain(input).text("domainName")!!).map { it.second }, "ApiMappingId")

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#UpdateApiMapping */
internal fun updateApiMapping(
    input: Members,
    call: ApiCall,
): Members {
    val (key, before) = call.mapping(input)
    val changed = before + input.only("ApiId", "Stage", "ApiMappingKey")
    checkMapping(changed, call)
    call.state.write { put(MAPPINGS, key, changed) { 0 } }
    return changed
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#DeleteApiMapping */
internal fun deleteApiMapping(
    input: Members,
    call: ApiCall,
): Members {
    val (key, _) = call.mapping(input)
    call.state.write { remove(MAPPINGS, key) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#CreateVpcLink */
internal fun createVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.newId(MAPPING_ID)
    val link =
        mapOf("SecurityGroupIds" to emptyList<String>(), "Tags" to emptyMap<String, Any?>()) +
            input.only("Name", "SecurityGroupIds", "SubnetIds", "Tags") +
            mapOf(
                "VpcLinkId" to id,
                "CreatedDate" to call.now(),
                "VpcLinkStatus" to "AVAILABLE",
                "VpcLinkStatusMessage" to "VPC link is ready to route traffic",
                "VpcLinkVersion" to "V2",
            )
    call.state.write { put(VPC_LINKS, id, link) { call.ids.nextNumber() } }
    return link
}

private fun ApiCall.vpcLink(input: Members): Members =
    state.now[VPC_LINKS][input.text("VpcLinkId")]?.members?.takeIf { "VpcLinkId" in it }
        ?: throw ApiFaults.notFound("Invalid VpcLink identifier specified ${input["VpcLinkId"]}")

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#GetVpcLink */
internal fun getVpcLink(
    input: Members,
    call: ApiCall,
): Members = call.vpcLink(input)

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#GetVpcLinks */
internal fun getVpcLinks(
    input: Members,
    call: ApiCall,
): Members {
    val all = call.state.now[VPC_LINKS].values.sortedBy { it.number }.map { it.members }
    return listed(input, all.filter { "VpcLinkId" in it }, "VpcLinkId")
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#UpdateVpcLink */
internal fun updateVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    val changed = call.vpcLink(input) + input.only("Name")
    call.state.write { put(VPC_LINKS, changed.text("VpcLinkId")!!, changed) { 0 } }
    return changed
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#DeleteVpcLink */
internal fun deleteVpcLink(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.vpcLink(input).text("VpcLinkId")!!
    call.state.write { remove(VPC_LINKS, id) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
internal fun getTags(
    input: Members,
    call: ApiCall,
): Members = mapOf("Tags" to Tagged.of(input.text("ResourceArn").orEmpty(), call))

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#TagResource */
internal fun tagResource(
    input: Members,
    call: ApiCall,
): Members {
    Tagged.change(input.text("ResourceArn").orEmpty(), call) { it + input.part("Tags") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#UntagResource */
internal fun untagResource(
    input: Members,
    call: ApiCall,
): Members {
    Tagged.change(input.text("ResourceArn").orEmpty(), call) { it - input.list("TagKeys").toSet() }
    return emptyMap()
}

private const val MAPPING_ID = 6
