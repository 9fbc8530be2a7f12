package io.mockaws.services.apigateway.openapi

import io.mockaws.services.apigateway.rest.newRestApi
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import io.mockaws.wire.Blob

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
internal fun importRestApi(
    input: Members,
    call: ApiCall,
): Members {
    val document = OpenApiDocument.of((input["body"] as Blob).bytes)
    val parameters = input.texts("parameters")
    val endpoints =
        membersOf(
            "types" to parameters["endpointConfigurationTypes"]?.split(','),
            "vpcEndpointIds" to parameters["endpointConfigurationVpcEndpointIds"]?.split(','),
        )
    val said =
        membersOf(
            "name" to (document.info["title"]?.toString() ?: throw ApiFaults.badRequest("Invalid OpenAPI input.")),
            "endpointConfiguration" to endpoints,
        )
    val api = newRestApi(said, call)
    // Models are those of the document alone.
    val definition = RestImport(document, api, call, parameters["basepath"]).into(api.definition, isMerged = false)
    call.state.write { this[APIS, api.id] = api.copy(definition = definition) }
    return definition.members
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
internal fun putRestApi(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val mode = input.text("mode") ?: "merge"
    if (mode != "merge" && mode != "overwrite") {
        throw ApiFaults.badRequest("Enumeration value of OpenAPI import mode must be \"overwrite\" or \"merge\"")
    }
    val document = OpenApiDocument.of((input["body"] as Blob).bytes)
    val import = RestImport(document, api, call, input.texts("parameters")["basepath"])
    val changed = call.change(api) { import.into(it, isMerged = mode == "merge") }
    return changed.members + ("tags" to changed.members.part("tags"))
}
