package io.mockaws.services.cloudformation.sam

/** The custom domain of an HTTP or WebSocket API, which carries [tag]. */
internal class HttpDomain(
    private val sam: Sam,
    private val resource: SamResource,
    private val tag: String,
) {
    private val id = resource.id

    fun make(): List<Made> {
        val domain = resource["Domain"] as? Fields ?: return emptyList()
        val name = domain["DomainName"]
        val certificate = domain["CertificateArn"]
        if (name == null ||
            certificate == null
        ) {
            wrongResource(id, "Custom Domains only works if both DomainName and CertificateArn are provided.")
        }
        val endpoint = domain["EndpointConfiguration"] ?: "REGIONAL"
        if (endpoint !=
            "REGIONAL"
        ) {
            wrongResource(id, "EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].")
        }
        val configuration = fieldsOf("CertificateArn" to certificate, "EndpointType" to endpoint)
        listOf("OwnershipVerificationCertificateArn", "SecurityPolicy").forEach {
            if (present(domain[it])) {
                configuration[it] =
                    domain[it]
            }
        }
        val domainId = "ApiGatewayDomainNameV2" + Text.idHash(name)
        val made = resource.part("AWS::ApiGatewayV2::DomainName", domainId)
        made["DomainName"] = name
        made["Tags"] = fieldsOf(tag to "SAM")
        made["DomainNameConfigurations"] = itemsOf(configuration)
        made["MutualTlsAuthentication"] = tls(domain)
        val mappings = mappings(domain, domainId)
        val records = RecordSets(sam, resource).of(
            domain,
            {
                regionalTarget(domainId)
            },
            mayBeSeparate = false,
            isShared =
            resource.type == HTTP
        )
        return listOf(made) + mappings + listOfNotNull(records)
    }

    private fun tls(domain: Fields): Fields? {
        val given = domain["MutualTlsAuthentication"].takeIf(::present) ?: return null
        val fields = "['TruststoreUri', 'TruststoreVersion']"
        if (given !is Fields) {
            wrongResource(
                id,
                "MutualTlsAuthentication must be a map with at least one of the following fields $fields."
            )
        }
        return trustStore(given) ?: wrongResource(
            given.keys.filter { it != "TruststoreUri" && it != "TruststoreVersion" }.sorted().joinToString(","),
            "Available MutualTlsAuthentication fields are $fields.",
        )
    }

    private fun mappings(
        domain: Fields,
        domainId: String,
    ): List<Made> {
        val paths =
            when (val given = domain["BasePath"].takeIf(::present)) {
                is String -> listOf(given)
                is List<*> -> given
                else -> return listOf(mapping("", domainId))
            }
        return paths.map { path ->
            if (path !is String) wrongResource(id, "Basepath must be a string.")
            if (NOT_IN_PATH.containsMatchIn(path)) wrongResource(id, "Invalid Basepath name provided.")
            mapping(path.replace(SEPARATORS, ""), domainId).also { it["ApiMappingKey"] = path.trim('/') }
        }
    }

    private fun mapping(
        path: String,
        domainId: String,
    ): Made =
        resource.part("AWS::ApiGatewayV2::ApiMapping", "$id${path}ApiMapping").also {
            it["DomainName"] = ref(domainId)
            it["ApiId"] = ref(id)
            it["Stage"] = ref("$id.Stage")
        }

    private companion object {
        const val HTTP = "AWS::Serverless::HttpApi"
        val NOT_IN_PATH = Regex("[^0-9a-zA-Z/_-]")
        val SEPARATORS = Regex("[-_/]+")
    }
}
