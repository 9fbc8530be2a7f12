package io.mockaws.services.cloudformation.resource

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Rules of security groups, which templates write flat. */
internal object IpPermissions {
    private val RANGES = mapOf("CidrIp" to "IpRanges", "CidrIpv6" to "Ipv6Ranges")
    private val PEERS = mapOf(
        "SourceSecurityGroupId" to "GroupId",
        "DestinationSecurityGroupId" to "GroupId",
        "SourceSecurityGroupName" to "GroupName",
        "SourceSecurityGroupOwnerId" to "UserId"
    )
    private val PREFIXES = listOf("SourcePrefixListId", "DestinationPrefixListId")

    /** [rule] as AuthorizeSecurityGroupIngress takes it. */
    fun of(rule: JsonObject): JsonElement {
        val description = rule["Description"]?.let { mapOf("Description" to it) }.orEmpty()
        val made = LinkedHashMap<String, JsonElement>()
        for (name in listOf("IpProtocol", "FromPort", "ToPort")) rule[name]?.let { made[name] = it }
        for ((name, list) in RANGES) {
            rule[name]?.let {
                made[list] =
                    JsonArray(listOf(JsonObject(mapOf(name to it) + description)))
            }
        }
        val peer = PEERS.mapNotNull { (name, member) -> rule[name]?.let { member to it } }.toMap()
        if (peer.isNotEmpty()) made["UserIdGroupPairs"] = JsonArray(listOf(JsonObject(peer + description)))
        PREFIXES.firstNotNullOfOrNull { rule[it] }?.let {
            made["PrefixListIds"] =
                JsonArray(listOf(JsonObject(mapOf("PrefixListId" to it) + description)))
        }
        return JsonArray(listOf(JsonObject(made)))
    }
}
