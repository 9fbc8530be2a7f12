package io.mockaws.services.ses.op

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
internal data class TemplateRequest(
    val template: Template,
)

@Serializable
internal data class Template(
    val templateName: String,
    val subjectPart: String? = null,
    val textPart: String? = null,
    val htmlPart: String? = null,
)

@Serializable
internal data class TemplateNameRequest(
    val templateName: String,
)

@Serializable
internal data class GetTemplateResponse(
    val template: Template,
)

@Serializable
internal data class ListTemplatesRequest(
    val nextToken: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListTemplatesResponse(
    val templatesMetadata: List<TemplateMetadata>,
    val nextToken: String?,
)

@Serializable
internal data class TemplateMetadata(
    val name: String,
    val createdTimestamp: Instant,
)

@Serializable
internal data class TestRenderTemplateRequest(
    val templateName: String,
    val templateData: String,
)

@Serializable
internal data class TestRenderTemplateResponse(
    val renderedTemplate: String,
)

private const val PAGE = 10
private const val LONGEST_PAGE = 100

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateTemplate.html */
internal fun createTemplate(
    request: TemplateRequest,
    call: SesCall,
) {
    val (name, subject, text, html) = request.template
    call.addTemplate(name, subject, text, html, SesApi.V1)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateTemplate.html */
internal fun updateTemplate(
    request: TemplateRequest,
    call: SesCall,
) {
    val (name, subject, text, html) = request.template
    call.changeTemplate(name, subject, text, html, SesApi.V1)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetTemplate.html */
internal fun getTemplate(
    request: TemplateNameRequest,
    call: SesCall,
): GetTemplateResponse {
    val found = call.template(request.templateName, SesApi.V1)
    return GetTemplateResponse(Template(found.name, found.subject, found.text, found.html))
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteTemplate.html */
internal fun deleteTemplate(
    request: TemplateNameRequest,
    call: SesCall,
) = call.state.write { remove(SesTables.templates, request.templateName) }

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListTemplates.html */
internal fun listTemplates(
    request: ListTemplatesRequest,
    call: SesCall,
): ListTemplatesResponse {
    val limit = (request.maxItems ?: PAGE).coerceIn(1, LONGEST_PAGE)
    val page = SesApi.V1.page(call.templates(), limit, request.nextToken, "templates") { it.name }
    return ListTemplatesResponse(page.items.map { TemplateMetadata(it.name, it.createdAt) }, page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html */
internal fun testRenderTemplate(
    request: TestRenderTemplateRequest,
    call: SesCall,
): TestRenderTemplateResponse =
    TestRenderTemplateResponse(call.testRender(request.templateName, request.templateData, SesApi.V1))
