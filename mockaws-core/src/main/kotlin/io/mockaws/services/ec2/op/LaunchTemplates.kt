package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

private const val VERSIONS = "Versions"
private val NAME = Regex("[a-zA-Z0-9().\\-/_]{3,128}")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
internal fun createLaunchTemplate(
    input: Members,
    call: Ec2Call,
): Members {
    val name = input.text("LaunchTemplateName") ?: throw Ec2Faults.missingParameter("LaunchTemplateName")
    if (!NAME.matches(name)) {
        throw AwsFault(
            "InvalidLaunchTemplateName.MalformedException",
            "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the " +
                "following characters: - ( ) . / _.",
        )
    }
    val tags = tagsFor(Kind.LAUNCH_TEMPLATE, input)
    val template =
        call.state.write {
            if (any(Kind.LAUNCH_TEMPLATE, "LaunchTemplateName", name)) {
                throw AwsFault(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use.",
                )
            }
            val data = checkedData(input.part("LaunchTemplateData").orEmpty())
            put(
                call.make(
                    Kind.LAUNCH_TEMPLATE,
                    members(
                        "LaunchTemplateName" to name,
                        "CreateTime" to call.now(),
                        "CreatedBy" to call.caller.arn,
                        "DefaultVersionNumber" to 1L,
                        "LatestVersionNumber" to 1L,
                        VERSIONS to listOf(version(1, input, data, call)),
                    ),
                    tags,
                ),
            )
        }
    return mapOf("LaunchTemplate" to template.shown)
}

private fun checkedData(data: Members): Members {
    if (data.values.all { it == null }) {
        throw AwsFault("InvalidRequest", "The request received was invalid")
    }
    if ("IamInstanceProfile" in data && data.part("IamInstanceProfile").orEmpty().isEmpty()) {
        throw Ec2Faults.missingParameter("LaunchTemplateData.IamInstanceProfile")
    }
    return data
}

private fun version(
    number: Long,
    input: Members,
    data: Members,
    call: Ec2Call,
): Members =
    members(
        "VersionNumber" to number,
        "VersionDescription" to input.text("VersionDescription"),
        "CreateTime" to call.now(),
        "CreatedBy" to call.caller.arn,
        "LaunchTemplateData" to data,
    )

/** The template that a call names by id or name. */
internal fun Contents.templateOf(asked: Members): Resource {
    val id = asked.text("LaunchTemplateId")
    val name = asked.text("LaunchTemplateName")
    if (id != null && name != null) {
        throw Ec2Faults.combination("The request must contain only one of: LaunchTemplateId, LaunchTemplateName")
    }
    if (id != null) return need(Kind.LAUNCH_TEMPLATE, id)
    if (name ==
        null
    ) {
        throw AwsFault("MissingParameter", "Either a LaunchTemplateId or a LaunchTemplateName must be provided")
    }
    return where(Kind.LAUNCH_TEMPLATE, "LaunchTemplateName", name).firstOrNull()
        ?: throw AwsFault(
            "InvalidLaunchTemplateName.NotFoundException",
            "The specified launch template, with template name $name, does not exist.",
        )
}

/** A version of [template] by its number, `$Latest` or `$Default`. */
internal fun versionOf(
    template: Resource,
    name: String,
): Members = findVersion(template, name) ?: throw AwsFault(
    "InvalidLaunchTemplateId.VersionNotFound",
    "Could not find the specified version $name for the launch template with ID ${template.id}.",
)

private fun findVersion(
    template: Resource,
    name: String,
): Members? {
    val number = numberOf(template, name) ?: throw Ec2Faults.invalid(
        "Invalid launch template version: either '\$Default', '\$Latest', or a numeric version are allowed.",
    )
    return template.parts(VERSIONS).firstOrNull { it["VersionNumber"] == number }
}

private fun numberOf(
    template: Resource,
    name: String,
): Long? =
    when (name) {
        "\$Latest" -> template["LatestVersionNumber"] as Long
        "\$Default" -> template["DefaultVersionNumber"] as Long
        else -> name.toLongOrNull()
    }

private fun shownVersion(
    template: Resource,
    version: Members,
): Members =
    version + mapOf(
        "LaunchTemplateId" to template.id,
        "LaunchTemplateName" to template["LaunchTemplateName"],
        "DefaultVersion" to (version["VersionNumber"] == template["DefaultVersionNumber"]),
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html */
internal fun createLaunchTemplateVersion(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val template = templateOf(input)
        val source = input.text("SourceVersion")?.let { versionOf(template, it).part("LaunchTemplateData") }.orEmpty()
        val data = checkedData(source + input.part("LaunchTemplateData").orEmpty())
        val number = template["LatestVersionNumber"] as Long + 1
        val made = version(number, input, data, call)
        put(template.with("LatestVersionNumber" to number, VERSIONS to template.parts(VERSIONS) + made))
        mapOf("LaunchTemplateVersion" to shownVersion(template, made))
    }

private val TEMPLATES =
    Describe("DescribeLaunchTemplates", Kind.LAUNCH_TEMPLATE, "LaunchTemplateIds", "LaunchTemplates")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
internal fun describeLaunchTemplates(
    input: Members,
    call: Ec2Call,
): Members {
    val names = input.texts("LaunchTemplateNames")
    val now = call.state.now
    if (names.any { !now.any(Kind.LAUNCH_TEMPLATE, "LaunchTemplateName", it) }) {
        throw AwsFault(
            "InvalidLaunchTemplateName.NotFoundException",
            "At least one of the launch templates specified in the request does not exist.",
        )
    }
    val chosen = TEMPLATES.chosen(input, call.now(), now).filter {
        names.isEmpty() ||
            it.resource.text("LaunchTemplateName") in names
    }
    return page("LaunchTemplates", input, chosen, { it.resource.id }) { it.members }
}

private const val WHOSE_VERSIONS =
    "To describe the launch template data for all your launch templates, for ‘--versions’ specify ‘\$Latest’, " +
        "‘\$Default’, or both, and omit ‘--launch-template-id’, ‘--launch-template-name’, and version numbers. To " +
        "describe the launch template data for a specific launch template, specify ‘--launch-template-id’ or " +
        "‘--launch-template-name’, and for ‘--versions’ specify one or more of the following values: ‘\$Latest’, " +
        "‘\$Default’, or one or more version numbers."

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
internal fun describeLaunchTemplateVersions(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val asked = input.texts("Versions")
    val isNamed = input.text("LaunchTemplateId") != null || input.text("LaunchTemplateName") != null
    if (!isNamed && asked.isEmpty()) throw AwsFault("MissingParameter", WHOSE_VERSIONS)
    if (!isNamed && asked.any { it !in setOf("\$Latest", "\$Default") }) throw Ec2Faults.invalid(WHOSE_VERSIONS)
    val templates = if (isNamed) listOf(now.templateOf(input)) else now[Kind.LAUNCH_TEMPLATE].values.toList()
    val least = input.text("MinVersion")?.toLongOrNull() ?: 0
    val most = input.text("MaxVersion")?.toLongOrNull() ?: Long.MAX_VALUE
    val filters = Filters(FilterNames.of("DescribeLaunchTemplateVersions"), input)
    val all =
        templates.flatMap { template ->
            val those = if (asked.isEmpty()) template.parts(VERSIONS) else asked.map { versionOf(template, it) }
            those.filter { it["VersionNumber"] as Long in least..most }.map { shownVersion(template, it) }
                .sortedByDescending { it["VersionNumber"] as Long }
                .filter { filters.admit(it, emptyMap()) }
        }
    return page("LaunchTemplateVersions", input, all, { "${it["LaunchTemplateId"]} ${it["VersionNumber"]}" }) { it }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyLaunchTemplate.html */
internal fun modifyLaunchTemplate(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        if (input.text("LaunchTemplateId") != null && input.text("LaunchTemplateName") != null) {
            throw Ec2Faults.combination(
                "Either provide launch template ID or launch template name to modify the template.",
            )
        }
        val template = templateOf(input)
        val name = input.text("DefaultVersion") ?: throw Ec2Faults.missingParameter("SetDefaultVersion")
        val version = findVersion(template, name) ?: throw AwsFault(
            "InvalidLaunchTemplateId.VersionNotFound",
            "The launch template version $name is not found for the specified launch template.",
        )
        mapOf("LaunchTemplate" to put(template.with("DefaultVersionNumber" to version["VersionNumber"])).shown)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html */
internal fun deleteLaunchTemplate(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val template = templateOf(input)
        remove(template)
        mapOf("LaunchTemplate" to template.shown)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplateVersions.html */
internal fun deleteLaunchTemplateVersions(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        var template = templateOf(input)
        val done = ArrayList<Members>()
        val failed = ArrayList<Members>()
        for (name in input.texts("Versions")) {
            val found = findVersion(template, name)
            val named = mapOf(
                "LaunchTemplateId" to template.id,
                "LaunchTemplateName" to template["LaunchTemplateName"],
                "VersionNumber" to (found?.get("VersionNumber") ?: name.toLongOrNull()),
            )
            if (found == null || found["VersionNumber"] == template["DefaultVersionNumber"]) {
                val (code, words) = if (found == null) {
                    "launchTemplateVersionDoesNotExist" to "The launch template version does not exist."
                } else {
                    "unexpectedError" to "Cannot delete default version of a launch template."
                }
                failed += named + ("ResponseError" to mapOf("Code" to code, "Message" to words))
            } else {
                template = put(template.with(VERSIONS to template.parts(VERSIONS) - setOf(found)))
                done += named
            }
        }
        mapOf(
            "SuccessfullyDeletedLaunchTemplateVersions" to done,
            "UnsuccessfullyDeletedLaunchTemplateVersions" to failed
        )
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetLaunchTemplateData.html */
internal fun getLaunchTemplateData(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val instance = now.need(Kind.INSTANCE, input.text("InstanceId"))
    val shown = instanceView(instance, now)
    val same =
        (
            "ImageId InstanceType KeyName KernelId EbsOptimized UserData DisableApiTermination DisableApiStop " +
                "InstanceInitiatedShutdownBehavior MetadataOptions EnclaveOptions HibernationOptions Placement"
            ).split(' ')
    val data = same.mapNotNull { name -> shown[name]?.let { name to it } }.toMap() +
        mapOf(
            "NetworkInterfaces" to now.interfacesOf(instance.id).map { eni ->
                members(
                    "NetworkInterfaceId" to eni.id,
                    "DeviceIndex" to eni.part("Attachment")?.get("DeviceIndex"),
                    "SubnetId" to eni["SubnetId"],
                    "Groups" to eni.parts("Groups").map { it["GroupId"] },
                )
            },
            "BlockDeviceMappings" to shown["BlockDeviceMappings"],
        ) + tagsToLaunchWith(instance)
    return mapOf("LaunchTemplateData" to data)
}

/** The tags of [instance] but for AWS's own, for instances that are started from a template. */
private fun tagsToLaunchWith(instance: Resource): Members {
    val own = instance.tags.filterKeys { !it.startsWith("aws:") }.map { (key, value) ->
        mapOf("Key" to key, "Value" to value)
    }
    if (own.isEmpty()) return emptyMap()
    return mapOf("TagSpecifications" to listOf(mapOf("ResourceType" to "instance", "Tags" to own)))
}
