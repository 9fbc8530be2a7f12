package io.mockaws.services.ses

import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonPrimitive
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.services.ses.SesClient
import software.amazon.awssdk.services.sesv2.SesV2Client
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse as SendEmailResponseV2

/** A client of the API of 2010 for [this] mock. */
internal fun MockAws.v1(region: String = this.region): SesClient =
    JavaSdk(handler, region, accountId).configure(SesClient.builder()).build()

/** A client of the API of 2019. */
internal fun MockAws.v2(region: String = this.region): SesV2Client =
    JavaSdk(handler, region, accountId).configure(SesV2Client.builder()).build()

/** A mail with a subject and a text. */
internal fun SesClient.send(
    from: String = "shop@example.com",
    vararg to: String = arrayOf("ann@example.org"),
    subject: String = "Hello",
    text: String = "Hello there",
    set: String? = null,
): String =
    sendEmail { mail ->
        mail.source(from).destination { it.toAddresses(*to) }.configurationSetName(set)
        mail.message { m -> m.subject { it.data(subject) }.body { b -> b.text { it.data(text) } } }
    }.messageId()

internal fun SesV2Client.send(
    from: String = "shop@example.com",
    vararg to: String = arrayOf("ann@example.org"),
    set: String? = null,
): SendEmailResponseV2 =
    sendEmail { mail ->
        mail.fromEmailAddress(from).destination { it.toAddresses(*to) }.configurationSetName(set)
        mail.content { c ->
            c.simple { m -> m.subject { it.data("Hello") }.body { b -> b.text { it.data("Hello there") } } }
        }
    }

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: AwsServiceException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }

/** What is at [path], as `mail.source`. */
internal fun jsonAt(
    text: String,
    path: String,
): JsonElement? =
    path.split('.').fold(Json.parseToJsonElement(text) as JsonElement?) { json, name -> (json as? JsonObject)?.get(name) }

internal fun textAt(
    text: String,
    path: String,
): String? = jsonAt(text, path)?.jsonPrimitive?.content
