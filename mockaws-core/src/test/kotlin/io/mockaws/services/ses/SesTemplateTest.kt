package io.mockaws.services.ses

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ses.model.BulkEmailDestination
import software.amazon.awssdk.services.ses.model.BulkEmailStatus
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntry

/** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html */
class SesTemplateTest {
    private val aws = MockAws.start()
    private val v1 = aws.v1()
    private val v2 = aws.v2()

    init {
        aws.ses.identity("example.com")
    }

    @AfterEach
    fun close() = aws.close()

    @Test
    fun `templates are made, shown, changed and removed by either API`() {
        v1.createTemplate { it.template { t -> t.templateName("hello").subjectPart("Hi {{name}}").textPart("Dear {{name}}") } }
        v2.getEmailTemplate { it.templateName("hello") }.templateContent().subject() shouldBe "Hi {{name}}"
        v2.updateEmailTemplate { it.templateName("hello").templateContent { c -> c.subject("Hello").html("<p>{{name}}</p>") } }
        val found = v1.getTemplate { it.templateName("hello") }.template()
        "${found.subjectPart()} ${found.textPart()} ${found.htmlPart()}" shouldBe "Hello null <p>{{name}}</p>"
        v1.listTemplates { }.templatesMetadata().map { it.name() } shouldBe listOf("hello")
        refusal { v1.createTemplate { it.template { t -> t.templateName("hello").subjectPart("x") } } } shouldBe
            "AlreadyExists: Template hello already exists."
        refusal { v1.createTemplate { it.template { t -> t.templateName("bad").subjectPart("{{#if x}}") } } } shouldBe
            "InvalidTemplate: 'if' is not closed"
        v1.deleteTemplate { it.templateName("hello") }
        v1.deleteTemplate { it.templateName("hello") }
        refusal { v1.getTemplate { it.templateName("hello") } } shouldBe
            "TemplateDoesNotExist: Template hello does not exist"
        refusal { v2.deleteEmailTemplate { it.templateName("hello") } }.substringBefore(':') shouldBe "NotFoundException"
    }

    @Test
    fun `lists of templates come in pages of ten`() {
        repeat(12) { aws.ses.template("t$it", "s") }
        val pages = v2.listEmailTemplatesPaginator { }.toList()
        pages.map { it.templatesMetadata().size } shouldBe listOf(10, 2)
        v1.listTemplates { it.maxItems(200) }.templatesMetadata().size shouldBe 12
    }

    @Test
    fun `a mail is made of a template`() {
        aws.ses.template("paid", "Paid {{order.id}}", "Dear {{name}}", "<p>{{#each items}}{{this}};{{/each}}</p>")
        v1.sendTemplatedEmail { mail ->
            mail.source("shop@example.com").destination { it.toAddresses("ann@x.org") }.template("paid")
            mail.templateData("""{"name":"Ann","order":{"id":42},"items":["tea","pie"]}""")
        }
        v2.sendEmail { mail ->
            mail.fromEmailAddress("shop@example.com").destination { it.toAddresses("ann@x.org") }
            mail.content { c ->
                c.template { t -> t.templateContent { it.subject("Own {{x}}").text("y") }.templateData("""{"x":1}""") }
            }
        }
        val (stored, own) = aws.ses.sent
        stored.subject shouldBe "Paid 42"
        stored.text shouldBe "Dear Ann"
        stored.html shouldBe "<p>tea;pie;</p>"
        stored.template shouldBe "paid"
        own.subject shouldBe "Own 1"
        own.template shouldBe null
        refusal {
            v1.sendTemplatedEmail { mail ->
                mail.source("shop@example.com").destination { it.toAddresses("a@x.org") }.template("none").templateData("{}")
            }
        } shouldBe "TemplateDoesNotExist: Template none does not exist"
    }

    /** https://repost.aws/knowledge-center/ses-sendtemplatedemail-delivery-failure */
    @Test
    fun `data that lacks something is told by an event, and not by the call`() {
        aws.ses.template("paid", "Paid", "Dear {{name}}").configurationSet("news")
        v1.sendTemplatedEmail { mail ->
            mail.source("shop@example.com").destination { it.toAddresses("ann@x.org") }.template("paid")
            mail.templateData("{}").configurationSetName("news")
        }
        aws.ses.sent.shouldBeEmpty()
        val words = "Attribute 'name' is not present in the rendering data."
        aws.ses.failed.single().failure shouldBe words
        val event = aws.ses.events.single()
        event.type shouldBe "Rendering Failure"
        textAt(event.json, "eventType") shouldBe "Rendering Failure"
        textAt(event.json, "failure.errorMessage") shouldBe words
        textAt(event.json, "failure.templateName") shouldBe "paid"
        v1.getSendQuota().sentLast24Hours() shouldBe 0.0
    }

    @Test
    fun `a test of a template says at once what is missing`() {
        aws.ses.template("hello", "Greetings, {{name}}!", "Dear {{name}}", "<h1>{{name}}</h1>")
        val rendered = v1.testRenderTemplate { it.templateName("hello").templateData("""{"name":"Ann"}""") }.renderedTemplate()
        rendered shouldContain "Subject: Greetings, Ann!"
        rendered shouldContain "<h1>Ann</h1>"
        refusal { v1.testRenderTemplate { it.templateName("hello").templateData("{}") } } shouldBe
            "MissingRenderingAttribute: Attribute 'name' is not present in the rendering data."
        refusal { v1.testRenderTemplate { it.templateName("hello").templateData("nonsense {") } }
            .substringBefore(':') shouldBe "InvalidRenderingParameter"
        refusal { v2.testRenderEmailTemplate { it.templateName("hello").templateData("{}") } }
            .substringBefore(':') shouldBe "BadRequestException"
    }

    @Test
    fun `of many mails each has its own data, tags and fate`() {
        aws.ses.template("hello", "Hi {{name}} of {{shop}}", "x")
        fun to(
            address: String,
            data: String?,
        ) = BulkEmailDestination.builder().destination { it.toAddresses(address) }.replacementTemplateData(data).build()
        val statuses =
            v1.sendBulkTemplatedEmail {
                it.source("shop@example.com").template("hello").defaultTemplateData("""{"shop":"Tea","name":"friend"}""")
                it.destinations(to("ann@x.org", """{"name":"Ann"}"""), to("bob@x.org", null), to("nowhere", null))
            }.status()
        statuses.map { it.status() } shouldBe
            listOf(BulkEmailStatus.SUCCESS, BulkEmailStatus.SUCCESS, BulkEmailStatus.INVALID_PARAMETER_VALUE)
        aws.ses.sent.map { it.subject } shouldBe listOf("Hi Ann of Tea", "Hi friend of Tea")
        aws.ses.sent.map { it.messageId } shouldBe statuses.take(2).map { it.messageId() }

        val results =
            v2.sendBulkEmail { mail ->
                mail.fromEmailAddress("shop@example.com")
                mail.defaultContent { c -> c.template { it.templateName("hello").templateData("""{"shop":"Pie"}""") } }
                mail.bulkEmailEntries(
                    BulkEmailEntry.builder().destination { it.toAddresses("cid@x.org") }.replacementEmailContent { c ->
                        c.replacementTemplate { it.replacementTemplateData("""{"name":"Cid"}""") }
                    }.build(),
                )
            }.bulkEmailEntryResults()
        results.single().statusAsString() shouldBe "SUCCESS"
        aws.ses.sentTo("cid@x.org").single().subject shouldBe "Hi Cid of Pie"
        refusal {
            v1.sendBulkTemplatedEmail {
                it.source("shop@example.com").template("hello").destinations(List(51) { n -> to("a$n@x.org", null) })
            }
        } shouldBe "MessageRejected: Too many destinations."
    }
}
