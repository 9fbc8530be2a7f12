package io.mockaws.services.ses.v2

import io.mockaws.services.ses.sending.addTemplate
import io.mockaws.services.ses.sending.changeTemplate
import io.mockaws.services.ses.sending.template
import io.mockaws.services.ses.sending.templates
import io.mockaws.services.ses.sending.testRender
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class EmailTemplateRequest(
    val templateName: String,
    val templateContent: InlineTemplate,
)

@Serializable
internal data class TemplateNameRequest(
    val templateName: String,
)

@Serializable
internal data class GetEmailTemplateResponse(
    val templateName: String,
    val templateContent: InlineTemplate,
)

@Serializable
internal data class ListEmailTemplatesResponse(
    val templatesMetadata: List<EmailTemplateMetadata>,
    val nextToken: String?,
)

@Serializable
internal data class EmailTemplateMetadata(
    val templateName: String,
    val createdTimestamp: Instant,
)

@Serializable
internal data class TestRenderEmailTemplateRequest(
    val templateName: String,
    val templateData: String,
)

@Serializable
internal data class TestRenderEmailTemplateResponse(
    val renderedTemplate: String,
)

private const val PAGE = 10
private const val LONGEST_PAGE = 100

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
internal fun createEmailTemplate(
    request: EmailTemplateRequest,
    call: SesCall,
) {
    val (subject, text, html) = request.templateContent
    call.addTemplate(request.templateName, subject, text, html, SesApi.V2)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailTemplate.html */
internal fun updateEmailTemplate(
    request: EmailTemplateRequest,
    call: SesCall,
) {
    val (subject, text, html) = request.templateContent
    call.changeTemplate(request.templateName, subject, text, html, SesApi.V2)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailTemplate.html */
internal fun getEmailTemplate(
    request: TemplateNameRequest,
    call: SesCall,
): GetEmailTemplateResponse {
    val found = call.template(request.templateName, SesApi.V2)
    return GetEmailTemplateResponse(found.name, InlineTemplate(found.subject, found.text, found.html))
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailTemplate.html */
internal fun deleteEmailTemplate(
    request: TemplateNameRequest,
    call: SesCall,
) {
    call.template(request.templateName, SesApi.V2)
    call.state.write { remove(SesTables.templates, request.templateName) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailTemplates.html */
internal fun listEmailTemplates(
    request: PagedRequest,
    call: SesCall,
): ListEmailTemplatesResponse {
    val limit = (request.pageSize ?: PAGE).coerceIn(1, LONGEST_PAGE)
    val page = SesApi.V2.page(call.templates(), limit, request.nextToken, "templates") { it.name }
    return ListEmailTemplatesResponse(page.items.map { EmailTemplateMetadata(it.name, it.createdAt) }, page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html */
internal fun testRenderEmailTemplate(
    request: TestRenderEmailTemplateRequest,
    call: SesCall,
): TestRenderEmailTemplateResponse =
    TestRenderEmailTemplateResponse(call.testRender(request.templateName, request.templateData, SesApi.V2))
