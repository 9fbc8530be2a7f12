package io.mockaws.services.apigateway

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.apigateway.execute.Issuers
import io.mockaws.services.apigateway.http.createApi
import io.mockaws.services.apigateway.http.createStage
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.testing.Calls
import io.mockaws.wire.http.HttpHandler
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Amazon API Gateway as a test sees it: `aws.apiGateway.api("orders").get("/orders/1")`. Works in the account and
 * region of the mock.
 */
public class ApiGatewayFixture internal constructor(
    private val context: () -> ApiCall,
    private val handler: () -> HttpHandler,
    private val journal: () -> Calls,
) {
    /**
     * The API of any kind with this name or id, to send requests to. Makes nothing.
     *
     * @throws IllegalArgumentException where there is none, or more than one of that name
     */
    public fun api(nameOrId: String): ApiFixture {
        val all = all()
        val found = all.filter { it.id == nameOrId }.ifEmpty { all.filter { it.name == nameOrId } }
        require(found.isNotEmpty()) {
            "There is no API $nameOrId. There are: ${all.joinToString { it.name }.ifEmpty { "none" }}"
        }
        require(found.size == 1) { "There are ${found.size} APIs $nameOrId, with the ids ${found.map { it.id }}" }
        return fixture(found.single())
    }

    /** Every API of the mock's account and region, in the order in which they came. */
    public fun apis(): List<ApiFixture> = all().map(::fixture)

    /**
     * The HTTP API [name], made if there is none, with a stage `$default` that deploys itself:
     * `aws.apiGateway.httpApi("orders").route("GET /orders/{id}", function.arn)`.
     */
    public fun httpApi(name: String): ApiFixture {
        all().firstOrNull { it.name == name && it.kind == Api.Kind.HTTP }?.let { return fixture(it) }
        val call = context()
        try {
            val id = createApi(mapOf("Name" to name, "ProtocolType" to "HTTP"), call)["ApiId"] as String
            createStage(mapOf("ApiId" to id, "StageName" to "\$default", "AutoDeploy" to true), call)
            return fixture(call.state.now[APIS].getValue(id))
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        } finally {
            call.settle()
        }
    }

    /**
     * A token of [issuer] with [claims], which authorizers of this mock take: a JWT authorizer with this issuer, and
     * one of a Cognito user pool, whose issuer is `https://cognito-idp.REGION.amazonaws.com/POOL`.
     *
     * @param claims JSON of an object; `iss` is added, and `exp`, an hour from now, where it is not there
     * @throws IllegalArgumentException for other JSON
     */
    @JvmOverloads
    public fun token(
        issuer: String,
        claims: String = "{}",
    ): String {
        val said =
            try {
                Json.parseToJsonElement(claims) as? JsonObject
            } catch (_: SerializationException) {
                null
            }
        requireNotNull(said) { "Claims are JSON of an object, not $claims" }
        val call = context()
        val now = call.now().epochSeconds
        val times = mapOf("iat" to JsonPrimitive(now), "exp" to JsonPrimitive(now + HOUR))
        return Issuers.of(call.world).sign(issuer, JsonObject(times + said + ("iss" to JsonPrimitive(issuer))))
    }

    private fun all(): List<Api> = context().state.now[APIS].values.sortedBy { it.number }

    private fun fixture(api: Api) = ApiFixture(api.id, api.name, stage = null, context, handler, journal)

    override fun toString(): String = "ApiGatewayFixture(${all().map { it.name }})"

    private companion object {
        const val HOUR = 3600
    }
}
