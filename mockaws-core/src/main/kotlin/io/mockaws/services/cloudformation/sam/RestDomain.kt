package io.mockaws.services.cloudformation.sam

/** The custom domain of a REST API; a private one is of the second kind that API Gateway has. */
internal class RestDomain(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id

    fun make(): List<Made> {
        val domain = Expect(resource["Domain"] ?: return emptyList(), id, "Domain").map()
        val name = Expect(domain["DomainName"], id, "Domain.DomainName").given()
        val certificate = Expect(domain["CertificateArn"], id, "Domain.CertificateArn").given()
        val isPrivate = domain["EndpointConfiguration"] == "PRIVATE"
        val domainId = (if (isPrivate) "ApiGatewayDomainNameV2" else "ApiGatewayDomainName") + Text.idHash(name)
        if (!isPrivate) domain["ApiDomainName"] = domainId
        val endpoint = domain["EndpointConfiguration"] ?: "REGIONAL".also { domain["EndpointConfiguration"] = it }
        if (endpoint !in ENDPOINTS) {
            wrongResource(id, "EndpointConfiguration for Custom Domains must be one of ${Text.python(ENDPOINTS)}.")
        }
        val made = resource.part(
            if (isPrivate) "AWS::ApiGateway::DomainNameV2" else "AWS::ApiGateway::DomainName",
            domainId
        )
        made["DomainName"] = name
        made[if (endpoint == "REGIONAL") "RegionalCertificateArn" else "CertificateArn"] = certificate
        made["EndpointConfiguration"] =
            fieldsOf("Types" to itemsOf(endpoint)).also {
                if (present(domain["IpAddressType"])) {
                    it["IpAddressType"] =
                        domain["IpAddressType"]
                }
            }
        if (!isPrivate) made["MutualTlsAuthentication"] = tls(domain)
        listOf("SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn").forEach {
            if (present(domain[it])) made[it] = domain[it]
        }
        val mappings = mappings(domain, domainId, isPrivate)
        val records = RecordSets(sam, resource).of(domain, { target(domainId, endpoint, it) }, mayBeSeparate = true)
        return listOf(made) + mappings + listOfNotNull(records, if (isPrivate) access(domain, domainId) else null)
    }

    private fun tls(domain: Fields): Fields? {
        val given = domain["MutualTlsAuthentication"].takeIf(::present) ?: return null
        return trustStore(Expect(given, id, "Domain.MutualTlsAuthentication").map())
            ?: wrongResource(
                id,
                "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion']."
            )
    }

    private fun mappings(
        domain: Fields,
        domainId: String,
        isPrivate: Boolean,
    ): List<Made> {
        val paths =
            when (val given = domain["BasePath"].takeIf(::present)) {
                is String -> listOf(given)
                is List<*> -> Expect(given, id, "Domain.BasePath").strings()
                else -> listOf(null)
            }
        return paths.map { path ->
            val plain = path?.filter { it.isLetterOrDigit() }
            val type = if (isPrivate) "AWS::ApiGateway::BasePathMappingV2" else "AWS::ApiGateway::BasePathMapping"
            resource.part(type, id + plain.orEmpty() + "BasePathMapping").also {
                it[if (isPrivate) "DomainNameArn" else "DomainName"] = ref(domainId)
                it["RestApiId"] = ref(id)
                it["Stage"] = ref("$id.Stage")
                it["BasePath"] = if (present(domain.getOrDefault("NormalizeBasePath", true))) plain else path
            }
        }
    }

    private fun target(
        domainId: String,
        endpoint: Any?,
        route53: Fields,
    ): Fields =
        when (endpoint) {
            "REGIONAL" -> regionalTarget(domainId)

            "EDGE" -> {
                val name = route53["DistributionDomainName"] ?: getAtt(domainId, "DistributionDomainName")
                route53["DistributionDomainName"] = name
                fieldsOf("HostedZoneId" to CLOUDFRONT_ZONE, "DNSName" to name)
            }

            else -> fieldsOf(
                "HostedZoneId" to route53["VpcEndpointHostedZoneId"],
                "DNSName" to route53["VpcEndpointDomainName"]
            )
        }

    private fun access(
        domain: Fields,
        domainId: String,
    ): Made? {
        val endpoint = Expect(
            domain["AccessAssociation"] ?: return null,
            id,
            "Domain.AccessAssociation"
        ).map()["VpcEndpointId"]
        val association = "DomainNameAccessAssociation" + Text.idHash(itemsOf(endpoint, domainId))
        return resource.part("AWS::ApiGateway::DomainNameAccessAssociation", association).also {
            it["DomainNameArn"] = ref(domainId)
            it["AccessAssociationSourceType"] = "VPCE"
            it["AccessAssociationSource"] = endpoint
        }
    }

    private companion object {
        val ENDPOINTS = listOf("EDGE", "REGIONAL", "PRIVATE")
        const val CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
    }
}
