package io.mockaws.services.apigateway.state

import io.mockaws.kit.Table
import io.mockaws.kit.TableWriter

/** The tags of things that ARNs name: APIs and stages, API keys, usage plans, domain names and VPC links. */
internal object Tagged {
    fun of(
        arn: String,
        call: ApiCall,
    ): Members = find(arn, call.state.now::get, call.state.now[APIS]).second

    /** Changes the tags of the thing at [arn]. */
    fun change(
        arn: String,
        call: ApiCall,
        change: (Members) -> Members,
    ): Unit =
        call.state.write {
            val (place, tags) = find(arn, { this[it] }, this[APIS])
            put(place, change(tags))
        }

    private class Place(
        val table: Table<Item>?,
        val key: String,
        val member: String,
    )

    private fun find(
        arn: String,
        items: (Table<Item>) -> Map<String, Item>,
        apis: Map<String, Api>,
    ): Pair<Place, Members> {
        val steps = arn.substringAfterLast("::/").substringAfter("/v2/").split('/')
        val key = steps.getOrNull(1).orEmpty()
        val place =
            when (steps.first()) {
                "restapis", "apis" -> {
                    val isRest = apis[key]?.kind == Api.Kind.REST
                    val member = if (isRest) "tags" else "Tags"
                    val isStage = steps.getOrNull(2) == "stages"
                    if (isStage) Place(STAGES, "$key/${steps[3]}", member) else Place(null, key, member)
                }

                "apikeys" -> Place(API_KEYS, key, "tags")

                "usageplans" -> Place(USAGE_PLANS, key, "tags")

                "domainnames" -> Place(DOMAINS, key, "tags")

                "vpclinks" -> {
                    val isSecond = "VpcLinkId" in items(VPC_LINKS)[key]?.members.orEmpty()
                    Place(VPC_LINKS, key, if (isSecond) "Tags" else "tags")
                }

                else -> throw ApiFaults.notFound("Invalid resource identifier specified")
            }
        val members =
            if (place.table == null) apis[key]?.members else items(place.table)[place.key]?.members
        if (members == null) throw ApiFaults.notFound("Invalid resource identifier specified")
        return place to members.part(place.member)
    }

    private fun TableWriter.put(
        place: Place,
        tags: Members,
    ) {
        if (place.table == null) {
            val api = this[APIS].getValue(place.key)
            this[APIS, place.key] = api.with(api.members + (place.member to tags))
        } else {
            val item = this[place.table].getValue(place.key)
            this[place.table, place.key] = item.copy(members = item.members + (place.member to tags))
        }
    }
}
