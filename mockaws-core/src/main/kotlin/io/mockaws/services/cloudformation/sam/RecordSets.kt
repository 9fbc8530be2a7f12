package io.mockaws.services.cloudformation.sam

/** The records of Route 53 that lead to the domain of an API: those of all APIs in one zone are one resource. */
internal class RecordSets(
    private val sam: Sam,
    private val resource: SamResource,
) {
    /** What [domain], whose resource is [domainId], needs; [target] makes where its records lead. */
    fun of(
        domain: Fields,
        target: (Fields) -> Fields,
        mayBeSeparate: Boolean,
        isShared: Boolean = true,
    ): Made? {
        val route53 = Expect(domain["Route53"] ?: return null, resource.id, "Domain.Route53").map()
        val zone =
            route53["HostedZoneId"].takeIf(::present) ?: route53["HostedZoneName"]
                ?: route53["HostedZoneId"]
                ?: wrongResource(
                    resource.id,
                    "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains."
                )
        if (mayBeSeparate && present(route53["SeparateRecordSetGroup"])) {
            Expect(route53["SeparateRecordSetGroup"], resource.id, "Domain.Route53.SeparateRecordSetGroup").bool()
            val id = "RecordSetGroup" + Text.idHash(itemsOf(zone, domain["DomainName"]))
            return group(id, route53).also { add(it, domain, route53, target) }
        }
        val id = "RecordSetGroup" + Text.idHash(zone)
        val group = if (isShared) sam.recordSets.getOrPut(id) { group(id, route53) } else group(id, route53)
        return group.also { add(it, domain, route53, target) }
    }

    private fun group(
        id: String,
        route53: Fields,
    ): Made =
        resource.part("AWS::Route53::RecordSetGroup", id).also {
            it["HostedZoneId"] = route53["HostedZoneId"]
            it["HostedZoneName"] = route53["HostedZoneName"]
            it["RecordSets"] = mutableListOf<Any?>()
        }

    private fun add(
        group: Made,
        domain: Fields,
        route53: Fields,
        target: (Fields) -> Fields,
    ) {
        val alias = Fields()
        route53["EvaluateTargetHealth"]?.let { alias["EvaluateTargetHealth"] = it }
        alias.update(target(route53))
        val types = if (route53["IpV6"] == true) listOf("A", "AAAA") else listOf("A")
        types.forEach { type ->
            val record = fieldsOf("Name" to domain["DomainName"], "Type" to type, "AliasTarget" to alias)
            listOf("Region", "SetIdentifier").forEach { name -> route53[name]?.let { record[name] = it } }
            group["RecordSets"].asItems()!! += record
        }
    }
}

internal fun regionalTarget(domainId: String): Fields =
    fieldsOf(
        "HostedZoneId" to getAtt(domainId, "RegionalHostedZoneId"),
        "DNSName" to getAtt(domainId, "RegionalDomainName")
    )

/** Property `MutualTlsAuthentication` of a domain, whose fields are known ones. */
internal fun trustStore(given: Fields): Fields? {
    if (!given.keys.all { it == "TruststoreUri" || it == "TruststoreVersion" }) return null
    return Fields().also { made ->
        listOf("TruststoreUri", "TruststoreVersion").forEach {
            if (present(given[it])) {
                made[it] =
                    given[it]
            }
        }
    }
}
