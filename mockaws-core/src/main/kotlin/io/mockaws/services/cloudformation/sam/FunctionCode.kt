package io.mockaws.services.cloudformation.sam

/** The function itself, with its code. */
internal class FunctionCode(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val packageType = resource["PackageType"].takeIf(::present) ?: ZIP

    fun function(): Made {
        val function = resource.main("AWS::Lambda::Function")
        if (present(resource["FunctionName"])) function["FunctionName"] = resource["FunctionName"]
        SAME.forEach { function[it] = resource[it] }
        function["Code"] = code()
        function["Tags"] = createdBy(resource)
        if (isTraced(sam, resource)) function["TracingConfig"] = fieldsOf("Mode" to resource["Tracing"])
        (resource["DeadLetterQueue"] as? Fields)?.takeIf(::present)?.let {
            function["DeadLetterConfig"] =
                fieldsOf("TargetArn" to it["TargetArn"])
        }
        (resource["CapacityProviderConfig"] as? Fields)?.takeIf(::present)?.let {
            function["CapacityProviderConfig"] =
                capacity(it)
        }
        if (present(resource["FunctionScalingConfig"])) {
            function["FunctionScalingConfig"] =
                resource["FunctionScalingConfig"]
        }
        check(function)
        return function
    }

    private fun code(): Fields {
        val code =
            when {
                packageType == IMAGE -> {
                    val image = resource["ImageUri"] ?: wrongResource(id, "'ImageUri' must be set.")
                    if (!present(
                            image
                        )
                    ) {
                        wrongResource(id, "'ImageUri' requires that a image hosted at a registry be specified.")
                    }
                    return fieldsOf("ImageUri" to image)
                }

                packageType != ZIP -> wrongResource(id, "invalid 'PackageType' : ${Text.shown(packageType)}")

                resource["InlineCode"] != null -> fieldsOf("ZipFile" to resource["InlineCode"])

                resource["CodeUri"] != null -> S3Location.ofCode(resource["CodeUri"], id, "CodeUri")

                else -> wrongResource(id, "Only one of 'InlineCode' or 'CodeUri' can be set.")
            }
        if (present(resource["SourceKMSKeyArn"])) code["SourceKMSKeyArn"] = resource["SourceKMSKeyArn"]
        return code
    }

    private fun capacity(given: Fields): Fields {
        val made = fieldsOf("CapacityProviderArn" to given["Arn"])
        listOf("PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu").forEach { name ->
            given[name]?.let { made[name] = it }
        }
        return fieldsOf("LambdaManagedInstancesCapacityProviderConfig" to made)
    }

    private fun check(function: Made) {
        val has = { name: String -> present(function[name]) }
        if (packageType == ZIP) {
            if (!has("Runtime") || !has("Handler")) {
                wrongResource(id, "Runtime and Handler needs to be present when PackageType is of type `$ZIP`")
            }
            if (has(
                    "ImageConfig"
                )
            ) {
                wrongResource(id, "ImageUri or ImageConfig cannot be present when PackageType is of type `$ZIP`")
            }
        } else if (has("Handler") || has("Runtime") || has("Layers")) {
            wrongResource(id, "Runtime, Handler, Layers cannot be present when PackageType is of type `$IMAGE`")
        }
    }

    private companion object {
        const val ZIP = "Zip"
        const val IMAGE = "Image"
        val SAME =
            listOf(
                "Handler",
                "Runtime",
                "Description",
                "MemorySize",
                "Timeout",
                "VpcConfig",
                "Role",
                "Environment",
                "KmsKeyArn",
                "ReservedConcurrentExecutions",
                "Layers",
                "FileSystemConfigs",
                "ImageConfig",
                "PackageType",
                "Architectures",
                "SnapStart",
                "EphemeralStorage",
                "CodeSigningConfigArn",
                "RuntimeManagementConfig",
                "LoggingConfig",
                "TenancyConfig",
                "RecursiveLoop",
                "DurableConfig",
                "PublishToLatestPublished",
            )
    }
}
