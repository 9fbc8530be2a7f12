package io.mockaws.services.apigateway.rest

import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.Deployment
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.deployments
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.stages
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
internal fun createDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    checkWhole(api.definition)
    checkCanary(input, api, call)
    val id = call.newId(RESOURCE_ID)
    val members = membersOf("id" to id, "description" to input["description"], "createdDate" to call.now())
    val name = input.text("stageName")
    val canary = input.part("canarySettings")
    val number = call.ids.nextNumber()
    call.state.write {
        this[DEPLOYMENTS, "${api.id}/$id"] = Deployment(api.id, number, members, api.definition)
        if (name.isNullOrEmpty()) return@write
        val before = this[STAGES]["${api.id}/$name"]?.members
        val stage =
            if (canary.isEmpty()) deployed(before, input, id, call) else withCanary(before!!, canary, id, call)
        put(STAGES, "${api.id}/$name", stage) { call.ids.nextNumber() }
    }
    return members
}

/** A canary is of a stage that is there. */
private fun checkCanary(
    input: Members,
    api: Api,
    call: ApiCall,
) {
    if (input.part("canarySettings").isEmpty()) return
    val name = input.text("stageName")
    if (name.isNullOrEmpty()) {
        throw ApiFaults.badRequest(
            "Invalid deployment content specified.Non null and non empty stageName must be provided for canary " +
                "deployment. Provided value is $name",
        )
    }
    if ("${api.id}/$name" !in call.state.now[STAGES]) {
        throw ApiFaults.badRequest(
            "Invalid deployment content specified.Stage $name must already be created before making a canary release " +
                "deployment",
        )
    }
}

private fun deployed(
    before: Members?,
    input: Members,
    deployment: String,
    call: ApiCall,
): Members {
    val said =
        input.only("cacheClusterEnabled", "cacheClusterSize", "variables", "tracingEnabled") +
            membersOf("description" to input["stageDescription"])
    if (before == null) return newStage(said + ("stageName" to input["stageName"]), deployment, call)
    return before + said + mapOf("deploymentId" to deployment, "lastUpdatedDate" to call.now())
}

private fun withCanary(
    before: Members,
    canary: Members,
    deployment: String,
    call: ApiCall,
): Members {
    val settings = canaryOf(canary + ("deploymentId" to deployment), deployment)
    return before + mapOf("canarySettings" to settings, "lastUpdatedDate" to call.now())
}

private fun checkWhole(definition: ApiDefinition) {
    val methods = definition[Part.RESOURCE].values.flatMap { it.parts("resourceMethods").values }
    if (methods.isEmpty()) throw ApiFaults.badRequest("The REST API doesn't contain any methods")
    if (methods.any { "methodIntegration" !in it }) {
        throw ApiFaults.badRequest("No integration defined for method")
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
internal fun getDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.deployment(input)
    return if ("apisummary" in input.list("embed")) found.members + ("apiSummary" to summary(found)) else found.members
}

private fun summary(deployment: Deployment): Members =
    deployment.definition[Part.RESOURCE].values
        .filter { it.parts("resourceMethods").isNotEmpty() }
        .associate { resource ->
            val methods =
                resource.parts("resourceMethods").mapValues { (_, method) ->
                    mapOf(
                        "authorizationType" to method["authorizationType"],
                        "apiKeyRequired" to method.flag("apiKeyRequired"),
                    )
                }
            resource.text("path")!! to methods
        }

private fun ApiCall.deployment(input: Members): Deployment {
    val api = restApi(input.text("restApiId").orEmpty())
    return state.now[DEPLOYMENTS]["${api.id}/${input["deploymentId"]}"] ?: throw ApiFaults.noDeployment()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
internal fun getDeployments(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    return paged(input, call.state.now.deployments(api.id).map { it.members })
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
internal fun updateDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.deployment(input)
    val operations = PatchOperation.of(input)
    for (operation in operations) {
        if (operation.path != "/description") throw ApiFaults.badPath(operation.path)
    }
    val changed = Patches(DEPLOYMENT).apply(before.members, operations)
    call.state.write {
        this[DEPLOYMENTS, "${before.api}/${before.members["id"]}"] = before.copy(members = changed)
    }
    return changed
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
internal fun deleteDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.deployment(input)
    if (call.state.now.stages(found.api).any { it["deploymentId"] == found.members["id"] }) {
        throw ApiFaults.badRequest("Active stages pointing to this deployment must be moved or deleted")
    }
    call.state.write { remove(DEPLOYMENTS, "${found.api}/${found.members["id"]}") }
    return emptyMap()
}

/** The definition that the stage [stage] of [api] serves; null where its deployment is gone. */
internal fun ApiCall.deployedAt(
    api: Api,
    stage: Members,
): Deployment? = state.now[DEPLOYMENTS]["${api.id}/${stage["deploymentId"]}"]

private val DEPLOYMENT by lazy { Models.service("apigateway").structure("Deployment")!! }
