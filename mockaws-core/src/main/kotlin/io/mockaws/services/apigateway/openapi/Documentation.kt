package io.mockaws.services.apigateway.openapi

import io.mockaws.services.apigateway.rest.RESOURCE_ID
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.template.TemplateValues
import io.mockaws.wire.Blob

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html */
internal fun importDocumentationParts(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val root =
        OpenApiDocument.treeOf((input["body"] as Blob).bytes)
            ?: throw ApiFaults.badRequest("Unable to build importer with provided input.")

    @Suppress("UNCHECKED_CAST")
    val parts =
        (root.part("x-amazon-apigateway-documentation")["documentationParts"] as? List<Members>).orEmpty()
    val made =
        parts.map { part ->
            mapOf(
                "id" to call.newId(RESOURCE_ID),
                "location" to part.part("location").mapValues { "${it.value}" },
                "properties" to TemplateValues.toJson(part["properties"]).toString(),
            )
        }
    call.change(api) { definition ->
        val isWhole = input.text("mode") == "overwrite"
        val gone =
            definition[Part.DOCUMENTATION].filterValues { old ->
                isWhole || made.any { it["location"] == old["location"] }
            }
        val bare = gone.keys.fold(definition) { now, id -> now.without(Part.DOCUMENTATION, id) }
        made.fold(bare) { now, part -> now.with(Part.DOCUMENTATION, part.text("id")!!, part) }
    }
    return mapOf("ids" to made.map { it["id"] })
}
