package io.mockaws.services.events

import com.sun.net.httpserver.HttpServer
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.eventbridge.model.ApiDestinationHttpMethod
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType
import software.amazon.awssdk.services.eventbridge.model.ConnectionOAuthHttpMethod
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
class ApiDestinationTest {
    private class Seen(
        val method: String,
        val uri: String,
        val headers: Map<String, String>,
        val body: String,
    )

    private val seen = CopyOnWriteArrayList<Seen>()
    private val answers = ArrayDeque<Pair<Int, String>>()
    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            createContext("/") { exchange ->
                val headers = exchange.requestHeaders.entries.associate { it.key.lowercase() to it.value.first() }
                seen += Seen(
                    exchange.requestMethod,
                    "${exchange.requestURI}",
                    headers,
                    exchange.requestBody.readBytes().decodeToString()
                )
                val (status, body) = synchronized(answers) { answers.removeFirstOrNull() } ?: (200 to "")
                val bytes = body.encodeToByteArray()
                exchange.sendResponseHeaders(status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
                exchange.responseBody.use { it.write(bytes) }
            }
            start()
        }
    private val url = "http://127.0.0.1:${server.address.port}"

    @AfterEach
    fun stop() = server.stop(0)

    private fun EventBridgeClient.destination(
        connection: String,
        path: String = "/hook",
    ): String =
        createApiDestination {
            it.name("hook").connectionArn(connection).invocationEndpoint("$url$path").httpMethod(ApiDestinationHttpMethod.POST)
        }.apiDestinationArn()

    private fun EventBridgeClient.basic(): String =
        createConnection {
            it.name("c").authorizationType(ConnectionAuthorizationType.BASIC)
                .authParameters { p -> p.basicAuthParameters { b -> b.username("user").password("pass") } }
        }.connectionArn()

    private fun MockAws.secretOf(client: EventBridgeClient): String =
        secretsManager.secret(
            client.describeConnection { it.name("c") }.secretArn().substringAfter(":secret:").dropLast(7),
        ).value

    @Test
    fun `an endpoint on this machine is called, with the name and password of its connection`() = runTest {
        mockAws {
            events().use { client ->
                val target = client.destination(client.basic(), "/orders/*")
                client.rule("r", target) {
                    httpParameters {
                        it.pathParameterValues("a b").queryStringParameters(mapOf("q" to "1")).headerParameters(mapOf("X-Shop" to "x"))
                    }
                    inputPath("$.detail")
                }
                client.put("""{"id":42}""")
            }
        }
        val call = seen.single()
        call.method shouldBe "POST"
        call.uri shouldBe "/orders/a%20b?q=1"
        call.body shouldBe """{"id":42}"""
        call.headers["authorization"] shouldBe "Basic dXNlcjpwYXNz"
        call.headers["x-shop"] shouldBe "x"
        call.headers["content-type"] shouldBe "application/json; charset=utf-8"
    }

    @Test
    fun `a key is a header, and a connection adds parameters of its own`() = runTest {
        mockAws {
            events().use { client ->
                val connection =
                    client.createConnection {
                        it.name("c").authorizationType(ConnectionAuthorizationType.API_KEY).authParameters { p ->
                            p.apiKeyAuthParameters { k -> k.apiKeyName("X-Key").apiKeyValue("secret") }
                                .invocationHttpParameters { h ->
                                    h.bodyParameters({ b -> b.key("tenant").value("t") })
                                        .queryStringParameters({ q -> q.key("v").value("2").isValueSecret(true) })
                                }
                        }
                    }.connectionArn()
                client.rule("r", client.destination(connection)) { inputPath("$.detail") }
                client.put("""{"id":42}""")
                val shown = client.describeConnection { it.name("c") }
                shown.authParameters().apiKeyAuthParameters().apiKeyName() shouldBe "X-Key"
                shown.authParameters().invocationHttpParameters().queryStringParameters().single().value() shouldBe null
                secretOf(client) shouldStartWith """{"api_key_name":"X-Key","api_key_value":"secret","""
            }
        }
        seen.single().headers["x-key"] shouldBe "secret"
        seen.single().uri shouldBe "/hook?v=2"
        seen.single().body shouldBe """{"id":42,"tenant":"t"}"""
    }

    @Test
    fun `a token is asked for when it is needed, and anew when it has expired`() = runTest {
        mockAws {
            events().use { client ->
                val connection =
                    client.createConnection {
                        it.name("c").authorizationType(ConnectionAuthorizationType.OAUTH_CLIENT_CREDENTIALS)
                            .authParameters { p ->
                                p.oAuthParameters { o ->
                                    o.authorizationEndpoint("$url/token").httpMethod(ConnectionOAuthHttpMethod.POST)
                                        .clientParameters { c -> c.clientID("id").clientSecret("hush") }
                                }
                            }
                    }
                connection.connectionStateAsString() shouldBe "AUTHORIZING"
                client.rule("r", client.destination(connection.connectionArn()))
                answers += listOf(200 to """{"access_token":"t1"}""", 200 to "", 401 to "", 200 to """{"access_token":"t2"}""")
                client.put()
                client.describeConnection { it.name("c") }.connectionStateAsString() shouldBe "AUTHORIZED"
                client.put()
            }
        }
        seen.map { it.uri } shouldBe listOf("/token", "/hook", "/hook", "/token", "/hook")
        seen[0].body shouldBe "grant_type=client_credentials&client_id=id&client_secret=hush"
        seen.filter { it.uri == "/hook" }.map { it.headers["authorization"] } shouldBe
            listOf("Bearer t1", "Bearer t1", "Bearer t2")
    }

    @Test
    fun `an endpoint that fails is called again, one that refuses is not`() = runTest {
        mockAws {
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", client.destination(client.basic())) { deadLetterConfig { it.arn(dead.arn) } }
                answers += listOf(500 to "", 429 to "")
                client.put()
                time.advanceBy(1.minutes)
                seen shouldHaveSize 3
                answers += listOf(400 to "no")
                client.put()
                time.advanceBy(1.minutes)
                seen shouldHaveSize 4
                dead.messages().single().attributes["ERROR_CODE"] shouldBe "ERROR_FROM_TARGET"
            }
        }
    }

    @Test
    fun `nothing is ever sent to another machine`() = runTest {
        mockAws {
            val dead = sqs.queue("dead")
            events().use { client ->
                val target =
                    client.createApiDestination {
                        it.name("out").connectionArn(client.basic()).invocationEndpoint("https://example.com/hook")
                            .httpMethod(ApiDestinationHttpMethod.POST)
                    }.apiDestinationArn()
                client.rule("r", target) { deadLetterConfig { it.arn(dead.arn) } }
                client.put()
            }
            dead.messages().single().attributes["ERROR_CODE"] shouldBe "CONNECTION_FAILURE"
        }
    }

    @Test
    fun `connections and destinations are shown, changed and removed in AWS's words`() = runTest {
        // test_update_connection, test_delete_connection, test_api_destinations
        mockAws {
            events().use { client ->
                val connection = client.basic()
                client.destination(connection)
                secretOf(client) shouldBe """{"username":"user","password":"pass"}"""
                // moto's test_kms_key_is_created, which was run at AWS
                SecretsManagerClient.create().use { secrets ->
                    secrets.describeSecret { it.secretId(client.describeConnection { c -> c.name("c") }.secretArn()) }
                        .owningService() shouldBe "events"
                }
                client.updateConnection {
                    it.name("c").authParameters { p -> p.basicAuthParameters { b -> b.password("new") } }
                }
                secretOf(client) shouldBe """{"username":"user","password":"new"}"""
                client.describeConnection { it.name("c") }.authParameters().basicAuthParameters().username() shouldBe "user"
                client.updateApiDestination { it.name("hook").description("d").invocationRateLimitPerSecond(5) }
                client.describeApiDestination { it.name("hook") }.invocationRateLimitPerSecond() shouldBe 5
                client.listApiDestinations { it.connectionArn(connection) }.apiDestinations() shouldHaveSize 1
                client.deauthorizeConnection { it.name("c") }.connectionStateAsString() shouldBe "DEAUTHORIZING"
                client.describeApiDestination { it.name("hook") }.apiDestinationStateAsString() shouldBe "INACTIVE"
                client.deleteApiDestination { it.name("hook") }
                refusal { client.describeApiDestination { it.name("hook") } } shouldBe
                    "ResourceNotFoundException: Failed to describe the api-destination(s). An api-destination 'hook' does not exist."
                client.deleteConnection { it.name("c") }.connectionStateAsString() shouldBe "DELETING"
                refusal { client.describeConnection { it.name("c") } } shouldBe
                    "ResourceNotFoundException: Failed to describe the connection(s). Connection 'c' does not exist."
                secretsManager.secrets() shouldHaveSize 0
            }
        }
    }
}
