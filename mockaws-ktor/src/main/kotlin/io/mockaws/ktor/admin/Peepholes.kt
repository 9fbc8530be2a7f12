package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.services.sqs.QueueMessage
import io.mockaws.services.sqs.QueueMessage.State
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.security.MessageDigest

/**
 * LocalStack's paths beside AWS's: items are deleted whose time to live has come, mail is looked at, and a look into a queue that receives
 * nothing tells what `ReceiveMessage` would answer, as XML, or as JSON where the client accepts that.
 *
 * @see <a href="https://docs.localstack.cloud/aws/services/sqs/#developer-endpoints">developer endpoints</a>
 */
internal class Peepholes(
    private val aws: MockAws,
) {
    private val mail = MailPeephole(aws)

    val routes: Routes =
        Routes(
            "/_aws",
            listOf(
                Route("GET", "/_aws/sqs/messages") { messages(it) },
                Route("POST", "/_aws/sqs/messages") { messages(it) },
                Route("DELETE", "/_aws/dynamodb/expired") { expired() },
                Route("GET", "/_aws/ses") { mail.look(it) },
                Route("DELETE", "/_aws/ses") { mail.forget(it) },
            ),
            except = listOf("/_aws/execute-api", "/_aws/lambda-url"),
        )

    private fun expired() = Json.answer(buildJsonObject { put("ExpiredItems", aws.dynamoDb.deleteExpired()) })

    private fun messages(request: HttpRequest): HttpResponse {
        val asJson = "application/json" in request.headers["Accept"].orEmpty()
        // Of the account and region that the server was started for; the others' queues cannot be looked into.
        val path = request.parameters["QueueUrl"].orEmpty().split('/')
        val queue =
            aws.sqs.queues().firstOrNull { it.name == path.last() && path.getOrNull(path.size - 2) == aws.accountId }
                ?: return missing(asJson)
        val hidden = request.isSet("ShowInvisible")
        val delayed = request.isSet("ShowDelayed")
        val shown =
            queue.messages().filter {
                when (it.state) {
                    State.VISIBLE -> true
                    State.IN_FLIGHT -> hidden
                    State.DELAYED -> delayed
                }
            }
        return if (asJson) {
            Json.answer(
                json(shown)
            )
        } else {
            xml(OK, "<ReceiveMessageResponse>${xml(shown)}</ReceiveMessageResponse>")
        }
    }

    private fun HttpRequest.isSet(name: String) = parameters[name]?.lowercase() in setOf("true", "1")

    private fun missing(asJson: Boolean): HttpResponse =
        if (asJson) {
            Json.error(BAD_REQUEST, "$MISSING: $MESSAGE")
        } else {
            xml(
                BAD_REQUEST,
                "<ErrorResponse><Error><Code>$MISSING</Code><Message>$MESSAGE</Message></Error></ErrorResponse>"
            )
        }

    private fun json(messages: List<QueueMessage>): JsonObject =
        buildJsonObject {
            putJsonObject("ReceiveMessageResponse") {
                putJsonObject("ReceiveMessageResult") {
                    putJsonArray("Message") {
                        messages.forEach { message ->
                            addJsonObject {
                                fields(message).forEach { (name, value) -> put(name, value) }
                                putJsonArray("Attribute") {
                                    attributes(message).forEach { (name, value) ->
                                        addJsonObject {
                                            put("Name", name)
                                            put("Value", value)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

    private fun xml(messages: List<QueueMessage>): String =
        messages.joinToString("", "<ReceiveMessageResult>", "</ReceiveMessageResult>") { message ->
            val fields = fields(message).entries.joinToString("") { (name, value) -> "<$name>${escape(value)}</$name>" }
            val attributes =
                attributes(message).entries.joinToString("") { (name, value) ->
                    "<Attribute><Name>$name</Name><Value>${escape(value)}</Value></Attribute>"
                }
            "<Message>$fields$attributes</Message>"
        }

    private fun fields(of: QueueMessage): Map<String, String> =
        mapOf(
            "MessageId" to of.id,
            "ReceiptHandle" to "SQS/BACKDOOR/ACCESS",
            "MD5OfBody" to md5(of.body),
            "Body" to of.body,
        )

    private fun attributes(of: QueueMessage): Map<String, String> =
        buildMap {
            put("ApproximateReceiveCount", "${of.receiveCount}")
            put("SentTimestamp", "${of.sentAt.toEpochMilliseconds()}")
            of.groupId?.let { put("MessageGroupId", it) }
            of.deduplicationId?.let { put("MessageDeduplicationId", it) }
            put("IsVisible", "${of.state == State.VISIBLE}")
            put("IsDelayed", "${of.state == State.DELAYED}")
        }

    private fun md5(text: String) =
        MessageDigest.getInstance("MD5").digest(text.encodeToByteArray()).joinToString("") { "%02x".format(it) }

    private fun xml(
        status: Int,
        content: String,
    ) = HttpResponse(status, Headers.of("Content-Type" to "text/xml"), HttpBody.of(content))

    private fun escape(text: String) = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")

    private companion object {
        const val OK = 200
        const val BAD_REQUEST = 400
        const val MISSING = "AWS.SimpleQueueService.NonExistentQueue"
        const val MESSAGE = "The specified queue does not exist."
    }
}
