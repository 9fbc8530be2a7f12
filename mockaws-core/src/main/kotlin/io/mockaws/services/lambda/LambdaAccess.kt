package io.mockaws.services.lambda

import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.state.LayerName
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.url.INVOKE_URL

/**
 * Policies of functions. Services that call in their own name are judged by them always, not only where everybody is.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
internal object LambdaAccess : ServiceAccess<LambdaState>() {
    private val actions =
        mapOf(
            "Invoke" to "InvokeFunction",
            "InvokeAsync" to "InvokeFunction",
            "InvokeWithResponseStream" to "InvokeFunction",
            "GetLayerVersionByArn" to "GetLayerVersion",
        )

    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<LambdaState>,
    ): List<Need> =
        // Who calls a URL is judged where it is known whose that is.
        if (operation == INVOKE_URL) {
            emptyList()
        } else {
            listOf(Need("lambda:${actions[operation] ?: operation}", resourceOf(operation, input, call)))
        }

    private fun resourceOf(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<LambdaState>,
    ): String {
        val function = input["FunctionName"]?.takeIf { "EventSourceMapping" !in operation }
        val layer = input["LayerName"]
        return when {
            function != null -> FunctionName.parse("$function", call.place)?.let { qualified(it, input) } ?: "*"

            layer != null -> LayerName.parse("$layer", call.place).arn +
                input["VersionNumber"]?.let { ":$it" }.orEmpty()

            else -> "${input["Resource"] ?: input["Arn"] ?: "*"}"
        }
    }

    private fun qualified(
        name: FunctionName,
        input: Map<String, Any?>,
    ): String = FunctionName.arnOf(name.name, name.place, name.qualifier ?: input["Qualifier"] as String?)

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<LambdaState>,
    ): ResourceSide {
        val (name, function) = functionAt(need.resource, call) ?: return NOTHING
        val document = function.policies[name.qualifier ?: LATEST]?.document()
        return ResourceSide(name.place.account, policy("the resource-based policy", document))
    }

    override fun tags(
        arn: String,
        call: CallContext<LambdaState>,
    ): Map<String, String>? = functionAt(arn, call)?.second?.tags

    private fun functionAt(
        arn: String,
        call: CallContext<LambdaState>,
    ): Pair<FunctionName, LambdaFunction>? {
        val name = FunctionName.parse(arn, call.place) ?: return null
        return call.at(name.place).state.now.functions[name.name]?.let { name to it }
    }
}
