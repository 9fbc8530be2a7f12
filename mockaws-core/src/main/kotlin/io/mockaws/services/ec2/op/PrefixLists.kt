package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.at
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

/** The entries of each version, the first one first. */
private const val HISTORY = "History"

private fun checkEntries(
    entries: List<Members>,
    family: String?,
    most: Int?,
): List<Members> {
    for (entry in entries) block(entry.text("Cidr"), isIpv6 = family == "IPv6")
    if (most != null && entries.size > most) {
        throw AwsFault(
            "PrefixListMaxEntriesExceeded",
            "You've reached the maximum number of entries for the prefix list."
        )
    }
    return entries
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
internal fun createPrefixList(
    input: Members,
    call: Ec2Call,
): Members {
    val name = input.text("PrefixListName").orEmpty()
    if (name.startsWith(
            "com.amazonaws"
        )
    ) {
        throw Ec2Faults.invalid("The prefix list name cannot start with com.amazonaws.")
    }
    val family = input.text("AddressFamily")
    if (family !in
        setOf("IPv4", "IPv6")
    ) {
        throw Ec2Faults.invalid(family, "AddressFamily", "Valid values are IPv4 and IPv6.")
    }
    val entries = checkEntries(input.parts("Entries"), family, input.number("MaxEntries"))
    val tags = tagsFor(Kind.PREFIX_LIST, input)
    val id = call.newId(Kind.PREFIX_LIST)
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.PREFIX_LIST,
                    members(
                        "PrefixListName" to name,
                        "AddressFamily" to family,
                        "State" to "create-complete",
                        "PrefixListArn" to Arn.of("ec2", call.place, "prefix-list/$id").toString(),
                        "MaxEntries" to input.number("MaxEntries"),
                        "Version" to 1L,
                        "OwnerId" to call.account,
                        HISTORY to listOf(mapOf("Entries" to entries)),
                    ),
                    tags,
                    id,
                ),
            )
        }
    return mapOf("PrefixList" to made.shown + ("State" to "create-in-progress"))
}

private fun historyOf(list: Resource): List<Members> = list.parts(HISTORY)

private fun entriesOf(
    list: Resource,
    version: Long?,
): List<Members> {
    val index = (version ?: list["Version"] as Long).toInt() - 1
    return historyOf(list).getOrNull(index)?.parts("Entries")
        ?: throw AwsFault("PrefixListVersionMismatch", "The prefix list has no version $version.")
}

private fun changed(
    list: Resource,
    entries: List<Members>,
): Resource =
    list.with(
        "Version" to list["Version"] as Long + 1,
        HISTORY to historyOf(list) + mapOf("Entries" to entries),
        "State" to "modify-complete",
    )

private fun checkVersion(
    list: Resource,
    version: Any?,
) {
    if (version != null && version != list["Version"]) {
        throw AwsFault("PrefixListVersionMismatch", "The prefix list has the incorrect version number.")
    }
}

private fun ownList(
    list: Resource,
    call: Ec2Call,
) {
    if (list["OwnerId"] !=
        call.account
    ) {
        throw AwsFault("UnauthorizedOperation", "You are not authorized to modify ${list.id}.")
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html */
internal fun modifyPrefixList(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val list = need(Kind.PREFIX_LIST, input.text("PrefixListId"))
        ownList(list, call)
        checkVersion(list, input["CurrentVersion"])
        val gone = input.parts("RemoveEntries").map { it["Cidr"] }
        val added = input.parts("AddEntries")
        val most = input.number("MaxEntries") ?: list.int("MaxEntries")
        val kept = entriesOf(list, null).filterNot {
            it["Cidr"] in gone ||
                added.any { fresh -> fresh["Cidr"] == it["Cidr"] }
        }
        val fresh = if (gone.isEmpty() &&
            added.isEmpty()
        ) {
            list
        } else {
            changed(list, checkEntries(kept + added, list.text("AddressFamily"), most))
        }
        val named = fresh.with(
            "PrefixListName" to (input.text("PrefixListName") ?: list["PrefixListName"]),
            "MaxEntries" to most
        )
        mapOf("PrefixList" to put(named).shown + ("State" to "modify-in-progress"))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RestoreManagedPrefixListVersion.html */
internal fun restorePrefixList(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val list = need(Kind.PREFIX_LIST, input.text("PrefixListId"))
        checkVersion(list, input["CurrentVersion"])
        val fresh = changed(list, entriesOf(list, input["PreviousVersion"] as Long)).with("State" to "restore-complete")
        mapOf("PrefixList" to put(fresh).shown + ("State" to "restore-in-progress"))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html */
internal fun getPrefixListEntries(
    input: Members,
    call: Ec2Call,
): Members {
    val list = call.state.now.need(Kind.PREFIX_LIST, input.text("PrefixListId"))
    val entries = entriesOf(list, input["TargetVersion"] as Long?)
    return page("Entries", input, entries, { "${it["Cidr"]}" }) { it }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html */
internal fun getPrefixListAssociations(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val list = now.need(Kind.PREFIX_LIST, input.text("PrefixListId"))
    val groups = now.where(Kind.SECURITY_GROUP_RULE, "PrefixListId", list.id).map { "${it["GroupId"]}" }
    val tables = now.where(Kind.ROUTE_TABLE, "Routes.DestinationPrefixListId", list.id).map { it.id }
    val all = (groups + tables).distinct().map { mapOf("ResourceId" to it, "ResourceOwner" to call.account) }
    return page("PrefixListAssociations", input, all, { "${it["ResourceId"]}" }) { it }
}

/** Blocks of addresses of AWS's services, as lists that AWS keeps: made up but for their names. */
private fun awsLists(call: Ec2Call): List<Pair<Members, List<String>>> =
    listOf("s3" to "52.216.0.0/15", "dynamodb" to "52.94.0.0/22").map { (service, cidr) ->
        val name = "com.amazonaws.${call.region}.$service"
        val id = awsListId(name)
        members(
            "PrefixListId" to id,
            "PrefixListName" to name,
            "AddressFamily" to "IPv4",
            "State" to "create-complete",
            "PrefixListArn" to Arn.of("ec2", Place("aws", call.region), "prefix-list/$id").toString(),
            "OwnerId" to "AWS",
        ) to listOf(cidr)
    }

/** The id of a list of AWS's own, the same wherever it is asked for. */
internal fun awsListId(name: String): String = "pl-" + "%08x".format(name.hashCode())

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
internal fun describeManagedPrefixLists(
    input: Members,
    call: Ec2Call,
): Members {
    val own = call.state.now[Kind.PREFIX_LIST].values.map { it.id to (it.shown to it.tags) }
    val all = awsLists(call).map { "${it.first["PrefixListId"]}" to (it.first to emptyMap<String, String>()) } + own
    val ids = input.texts("PrefixListIds")
    ids.firstOrNull { id -> all.none { it.first == id } }?.let { throw Ec2Faults.missing(Kind.PREFIX_LIST, it) }
    val filters = Filters(FilterNames.of("DescribeManagedPrefixLists"), input)
    val chosen = all.filter { (id, shown) -> (ids.isEmpty() || id in ids) && filters.admit(shown.first, shown.second) }
    return page("PrefixLists", input, chosen, { it.first }) { it.second.first }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html: those of AWS's services. */
internal fun describePrefixLists(
    input: Members,
    call: Ec2Call,
): Members {
    val ids = input.texts("PrefixListIds")
    val filters = Filters(FilterNames.of("DescribePrefixLists"), input)
    val all = awsLists(call).map { (list, cidrs) -> list + ("Cidrs" to cidrs) }
        .filter { ids.isEmpty() || it["PrefixListId"] in ids }.filter { filters.admit(it, emptyMap()) }
    return page("PrefixLists", input, all, { it.at("PrefixListId").single() }) { it }
}
