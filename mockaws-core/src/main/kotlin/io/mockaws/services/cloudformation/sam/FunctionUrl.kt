package io.mockaws.services.cloudformation.sam

/** Property `FunctionUrlConfig`: an address of the function's own, and who may call it. */
internal class FunctionUrl(
    private val resource: SamResource,
    private val function: Made,
    private val alias: Made?,
) {
    private val id = resource.id
    private val target = if (alias == null) ref(id) else ref(alias.id)

    fun make(): List<Made> {
        val given = resource["FunctionUrlConfig"] as? Fields
        if (!present(given)) return emptyList()
        check(given!!)
        val url = resource.part("AWS::Lambda::Url", "${id}Url")
        if (present(given["Cors"])) url["Cors"] = given["Cors"]
        url["AuthType"] = given["AuthType"]
        url["TargetFunctionArn"] = target
        url["InvokeMode"] = given["InvokeMode"]
        if (given["AuthType"] != "NONE" || isIntrinsic(given)) return listOf(url)
        val byUrl = permission("UrlPublicPermissions", "lambda:InvokeFunctionUrl")
        byUrl["FunctionUrlAuthType"] = given["AuthType"]
        val invoke = permission("URLInvokeAllowPublicAccess", "lambda:InvokeFunction")
        invoke["InvokedViaFunctionUrl"] = true
        return listOf(url, byUrl, invoke)
    }

    private fun permission(
        suffix: String,
        action: String,
    ): Made =
        resource.part("AWS::Lambda::Permission", id + suffix).also {
            it["Action"] = action
            it["FunctionName"] = target
            it["Principal"] = "*"
        }

    private fun check(given: Fields) {
        if (isIntrinsic(given)) return
        val auth = given["AuthType"]
        if (!isIntrinsic(auth) && auth != "AWS_IAM" && auth != "NONE") {
            wrongResource(
                function.id,
                "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either " +
                    "AWS_IAM or NONE.",
            )
        }
        val cors = given["Cors"]
        if (!present(cors) || isIntrinsic(cors)) return
        Expect(cors, id, "FunctionUrlConfig.Cors").map().forEach { (name, value) ->
            val type = CORS[name] ?: wrongResource(id, "$name is not a valid property for configuring Cors.")
            val fits =
                when (type) {
                    "list" -> value is List<*>
                    "bool" -> value is Boolean
                    else -> isInteger(value)
                }
            if (!isIntrinsic(value) && !fits) wrongResource(id, "$name must be of type $type.")
        }
    }

    private companion object {
        val CORS =
            mapOf(
                "AllowOrigins" to "list",
                "AllowMethods" to "list",
                "AllowCredentials" to "bool",
                "AllowHeaders" to "list",
                "ExposeHeaders" to "list",
                "MaxAge" to "int",
            )
    }
}
