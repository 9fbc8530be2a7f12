package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.services.ses.SentEmail
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * LocalStack's look at the mail that was sent, of the account and region that the server was started for.
 *
 * @see <a href="https://docs.localstack.cloud/aws/services/ses/">SES</a>
 */
internal class MailPeephole(
    private val aws: MockAws,
) {
    /** `?id=` and `?email=` choose by message id and sender. */
    fun look(request: HttpRequest): HttpResponse {
        val id = request.parameters["id"].orEmpty()
        val from = request.parameters["email"].orEmpty()
        val wanted =
            aws.ses.sent.filter { (id.isEmpty() || it.messageId == id) && (from.isEmpty() || it.from == from) }
        return Json.answer(buildJsonObject { putJsonArray("messages") { wanted.forEach { add(json(it)) } } })
    }

    /** All, or the one with `?id=`. */
    fun forget(request: HttpRequest): HttpResponse {
        aws.ses.forget(request.parameters["id"])
        return HttpResponse(NO_CONTENT, Headers.of(), HttpBody.Empty)
    }

    private fun json(mail: SentEmail): JsonObject =
        buildJsonObject {
            put("Id", mail.messageId)
            put("Region", aws.region)
            put("Timestamp", "${mail.sentAt}")
            put("Source", mail.from)
            if (mail.operation == "SendRawEmail") {
                put("RawData", mail.raw.decodeToString())
                return@buildJsonObject
            }
            putJsonObject("Destination") {
                addresses("ToAddresses", mail.to)
                addresses("CcAddresses", mail.cc)
                addresses("BccAddresses", mail.bcc)
            }
            if (mail.template == null) {
                put("Subject", mail.subject)
                putJsonObject("Body") {
                    put("text_part", mail.text)
                    put("html_part", mail.html)
                }
            } else {
                put("Template", mail.template)
                put("TemplateData", mail.templateData)
            }
        }

    private fun JsonObjectBuilder.addresses(
        name: String,
        addresses: List<String>,
    ) {
        if (addresses.isNotEmpty()) putJsonArray(name) { addresses.forEach { add(it) } }
    }

    private companion object {
        const val NO_CONTENT = 204
    }
}
