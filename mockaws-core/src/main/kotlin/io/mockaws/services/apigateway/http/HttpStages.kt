package io.mockaws.services.apigateway.http

import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.Deployment
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.api
import io.mockaws.services.apigateway.state.deployments
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.stages
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#CreateStage */
internal fun createStage(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    val name = input.text("StageName").orEmpty()
    if ("${api.id}/$name" in call.state.now[STAGES]) throw ApiFaults.conflict("Stage already exists")
    input.text("DeploymentId")?.let { call.checkDeployment(api, it) }
    val stage =
        membersOf(
            "DefaultRouteSettings" to mapOf("DetailedMetricsEnabled" to false),
            "RouteSettings" to emptyMap<String, Any?>(),
            "StageVariables" to emptyMap<String, Any?>(),
            "Tags" to emptyMap<String, Any?>(),
            "CreatedDate" to call.now(),
            "LastUpdatedDate" to call.now(),
        ) + (input - "ApiId")
    call.state.write { put(STAGES, "${api.id}/$name", stage) { call.ids.nextNumber() } }
    if (stage.flag("AutoDeploy")) call.deployItself(api, name)
    return call.stage(input)
}

private fun ApiCall.checkDeployment(
    api: Api,
    id: String,
) {
    if ("${api.id}/$id" !in state.now[DEPLOYMENTS]) throw noDeployment(id)
}

private fun noDeployment(id: String?) = ApiFaults.notFound("Invalid Deployment identifier specified $id")

private fun ApiCall.stage(input: Members): Members {
    val api = api(input.text("ApiId").orEmpty())
    return state.now[STAGES]["${api.id}/${input["StageName"]}"]?.members ?: throw ApiFaults.noStage()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#GetStage */
internal fun getStage(
    input: Members,
    call: ApiCall,
): Members = call.stage(input)

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#GetStages */
internal fun getStages(
    input: Members,
    call: ApiCall,
): Members = listed(input, call.state.now.stages(call.api(input.text("ApiId").orEmpty()).id), "StageName")

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#UpdateStage */
internal fun updateStage(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    input.text("DeploymentId")?.let { call.checkDeployment(api, it) }
    val before = call.stage(input)
    val settings = before.part("RouteSettings") + input.part("RouteSettings")
    val variables = (before.part("StageVariables") + input.part("StageVariables")).filterValues { it != "" }
    val changed =
        before + (input - "ApiId") +
            mapOf("RouteSettings" to settings, "StageVariables" to variables, "LastUpdatedDate" to call.now())
    call.changeStage(input) { changed }
    if (changed.flag("AutoDeploy") && !before.flag("AutoDeploy")) call.deployItself(api, input.text("StageName")!!)
    return call.stage(input)
}

private fun ApiCall.changeStage(
    input: Members,
    change: (Members) -> Members,
) {
    val before = stage(input)
    state.write { put(STAGES, "${input["ApiId"]}/${input["StageName"]}", change(before)) { ids.nextNumber() } }
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#DeleteStage */
internal fun deleteStage(
    input: Members,
    call: ApiCall,
): Members {
    call.stage(input)
    call.state.write { remove(STAGES, "${input["ApiId"]}/${input["StageName"]}") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html */
internal fun deleteRouteSettings(
    input: Members,
    call: ApiCall,
): Members {
    call.changeStage(input) {
        it + ("RouteSettings" to it.part("RouteSettings") - input.text("RouteKey").orEmpty())
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html */
internal fun deleteAccessLogSettings(
    input: Members,
    call: ApiCall,
): Members {
    call.changeStage(input) { it - "AccessLogSettings" }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#CreateDeployment */
internal fun createDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    if (api[Part.ROUTE].isEmpty()) {
        throw ApiFaults.badRequest("At least one route is required before deploying the Api.")
    }
    val stage = input.text("StageName")
    if (stage != null) {
        val known = call.state.now[STAGES]["${api.id}/$stage"]?.members ?: throw ApiFaults.noStage()
        if (known.flag("AutoDeploy")) {
            throw ApiFaults.badRequest("Deployment ID cannot be set on stage '$stage' because AutoDeploy is enabled")
        }
    }
    val made = call.deploy(api, input.text("Description"), isAuto = false)
    if (stage != null) {
        call.changeStage(input) { it + mapOf("DeploymentId" to made["DeploymentId"], "LastUpdatedDate" to call.now()) }
    }
    return made
}

private fun ApiCall.deploy(
    api: Api,
    description: String?,
    isAuto: Boolean,
): Members {
    val id = newId(DEPLOYMENT_ID)
    val members =
        membersOf(
            "DeploymentId" to id,
            "Description" to description,
            "CreatedDate" to now(),
            "DeploymentStatus" to "DEPLOYED",
            "AutoDeployed" to isAuto,
        )
    val number = ids.nextNumber()
    state.write {
        val definition = this[APIS].getValue(api.id).definition
        this[DEPLOYMENTS, "${api.id}/$id"] = Deployment(api.id, number, members, definition)
    }
    return members
}

/** Gives the stage [name] the API as it is now. */
private fun ApiCall.deployItself(
    api: Api,
    name: String,
) {
    val made = deploy(api, "Automatic deployment triggered by changes to the Api configuration", isAuto = true)
    changeStage(mapOf("ApiId" to api.id, "StageName" to name)) {
        it +
            mapOf(
                "DeploymentId" to made["DeploymentId"],
                "LastDeploymentStatusMessage" to
                    "Successfully deployed stage with deployment ID '${made["DeploymentId"]}'",
            )
    }
}

/** Changes [api], and deploys it to the stages that deploy themselves. */
internal fun ApiCall.changeApi(
    api: Api,
    change: (ApiDefinition) -> ApiDefinition,
): Api {
    val changed =
        state.write {
            val now = this[APIS].getValue(api.id)
            now.copy(definition = change(now.definition)).also { this[APIS, api.id] = it }
        }
    for (stage in state.now.stages(api.id)) {
        if (stage.flag("AutoDeploy")) deployItself(changed, stage.text("StageName")!!)
    }
    return changed
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#GetDeployment */
internal fun getDeployment(
    input: Members,
    call: ApiCall,
): Members = call.deployment(input).members

private fun ApiCall.deployment(input: Members): Deployment {
    val api = api(input.text("ApiId").orEmpty())
    val id = input.text("DeploymentId")
    return state.now[DEPLOYMENTS]["${api.id}/$id"] ?: throw noDeployment(id)
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#GetDeployments */
internal fun getDeployments(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    return listed(input, call.state.now.deployments(api.id).map { it.members }, "DeploymentId")
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#UpdateDeployment */
internal fun updateDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.deployment(input)
    val changed = before.members + membersOf("Description" to input["Description"])
    call.state.write { this[DEPLOYMENTS, "${before.api}/${changed["DeploymentId"]}"] = before.copy(members = changed) }
    return changed
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#DeleteDeployment */
internal fun deleteDeployment(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.deployment(input)
    if (call.state.now.stages(found.api).any { it["DeploymentId"] == input["DeploymentId"] }) {
        throw ApiFaults.badRequest("Active stages pointing to this deployment must be moved or deleted")
    }
    call.state.write { remove(DEPLOYMENTS, "${found.api}/${input["DeploymentId"]}") }
    return emptyMap()
}

private const val DEPLOYMENT_ID = 6
