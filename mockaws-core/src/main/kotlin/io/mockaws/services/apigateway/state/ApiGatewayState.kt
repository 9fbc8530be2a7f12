package io.mockaws.services.apigateway.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables

/** The context that works on APIs. */
internal typealias ApiCall = CallContext<ApiGatewayState>

/** APIs of all kinds by id. */
internal val APIS: Table<Api> = Table("api", Api.serializer())

/** Deployments by the id of the API, a slash and their own. */
internal val DEPLOYMENTS: Table<Deployment> = Table("deployment", Deployment.serializer())

/** Stages by the id of the API, a slash and their name. */
internal val STAGES: Table<Item> = Table("stage", Item.serializer())

/** API keys by id. */
internal val API_KEYS: Table<Item> = Table("apiKey", Item.serializer())

/** Usage plans by id. */
internal val USAGE_PLANS: Table<Item> = Table("usagePlan", Item.serializer())

/** The keys of usage plans by the plan, a slash and the id of the key. */
internal val PLAN_KEYS: Table<Item> = Table("usagePlanKey", Item.serializer())

/** How much of its plan each key has used, by the plan, a slash and the id of the key. */
internal val USES: Table<KeyUse> = Table("keyUse", KeyUse.serializer())

/** Custom domain names by name. */
internal val DOMAINS: Table<Item> = Table("domainName", Item.serializer())

/** What of domain names leads to an API, by the name, a slash and an id of version 2. */
internal val MAPPINGS: Table<Item> = Table("apiMapping", Item.serializer())

/** VPC links of REST APIs by id. */
internal val VPC_LINKS: Table<Item> = Table("vpcLink", Item.serializer())

/** The account's settings, at [ONLY]. */
internal val SETTINGS: Table<Item> = Table("setting", Item.serializer())

/** Those who are connected to WebSocket APIs, by the id of the connection. */
internal val CONNECTIONS: Table<Connection> = Table("connection", Connection.serializer())

/** The key of what there is one of. */
internal const val ONLY: String = "0"

/** What Amazon API Gateway has in one account and region, by either of its APIs. */
internal class ApiGatewayState private constructor(
    tables: Tables,
) : TableState<ApiGatewayState>(tables) {
    constructor() : this(Tables.EMPTY)

    override fun with(tables: Tables): ApiGatewayState = ApiGatewayState(tables)

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): ApiGatewayState = ApiGatewayState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): ApiGatewayState =
            ApiGatewayState(
                Tables.read(
                    entries,
                    APIS,
                    DEPLOYMENTS,
                    STAGES,
                    API_KEYS,
                    USAGE_PLANS,
                    PLAN_KEYS,
                    USES,
                    DOMAINS,
                    MAPPINGS,
                    VPC_LINKS,
                    SETTINGS,
                    CONNECTIONS,
                ),
            )
    }
}

/** An id as AWS makes them: small letters and digits. */
internal fun ApiCall.newId(length: Int): String = ids.random(length, "abcdefghijklmnopqrstuvwxyz0123456789")

/** The id of an API. */
internal fun ApiCall.newApiId(): String = newId(API_ID)

/** The REST API [id]. */
internal fun ApiCall.restApi(id: String): Api = restApiOrNull(id) ?: throw ApiFaults.noRestApi(account, id)

internal fun ApiCall.restApiOrNull(id: String): Api? = state.now[APIS][id]?.takeIf { it.kind == Api.Kind.REST }

/** The HTTP or WebSocket API [id]. */
internal fun ApiCall.api(id: String): Api =
    state.now[APIS][id]?.takeIf { it.kind != Api.Kind.REST } ?: throw ApiFaults.noApi(id)

/** Puts what [change] makes of [api] in its place, as one change. */
internal fun ApiCall.change(
    api: Api,
    change: (ApiDefinition) -> ApiDefinition,
): Api =
    state.write {
        val now = this[APIS][api.id] ?: api
        now.copy(definition = change(now.definition)).also { this[APIS, api.id] = it }
    }

/** The stages of the API [id], in the order in which they came. */
internal fun Tables.stages(id: String): List<Members> =
    this[STAGES].filterKeys { it.startsWith("$id/") }.values.sortedBy { it.number }.map { it.members }

/** The deployments of the API [id], in the order in which they came. */
internal fun Tables.deployments(id: String): List<Deployment> =
    this[DEPLOYMENTS].values.filter { it.api == id }.sortedBy { it.number }

/** Adds an item, or changes one and leaves it where it stands. */
internal fun TableWriter.put(
    table: Table<Item>,
    key: String,
    members: Members,
    number: () -> Long,
) {
    this[table, key] = Item(this[table][key]?.number ?: number(), members)
}

private const val API_ID = 10
