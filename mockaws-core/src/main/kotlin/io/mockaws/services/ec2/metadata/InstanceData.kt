package io.mockaws.services.ec2.metadata

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.ec2.op.PUBLIC_KEY
import io.mockaws.services.ec2.op.instanceView
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64

/** A file of the metadata, read when somebody asks for it; null where there is none after all. */
internal fun interface DataFile {
    fun read(): String?
}

/**
 * What an instance finds of itself, as a tree of folders and files.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html
 */
internal class InstanceData(
    private val instance: Resource,
    private val call: Ec2Call,
) {
    private val view = instanceView(instance, call.state.now)
    private val zone = view.part("Placement")?.text("AvailabilityZone").orEmpty()

    /** What is at [path], `/latest/meta-data/instance-id`, be it the list of a folder; null for nothing. */
    fun at(path: String): String? {
        val names = path.split('/').filter { it.isNotEmpty() }
        if (names.isEmpty()) return "$LATEST\n"
        if (names[0] != LATEST && !VERSION.matches(names[0])) return null
        var here: Any? = tree(names)
        for (name in names.drop(1)) here = (here as? Map<*, *>)?.get(name) ?: return null
        return when (here) {
            is Map<*, *> -> here.entries.joinToString("\n") { (name, value) ->
                if (value is Map<*, *>) "$name/" else "$name"
            }

            is DataFile -> here.read()

            else -> here.toString()
        }
    }

    private fun tree(asked: List<String>): Map<String, Any> =
        folder(
            "dynamic" to folder("instance-identity" to folder("document" to DataFile(::identity))),
            "meta-data" to metadata(asked),
            "user-data" to instance.text("UserData")?.let { Base64.getMimeDecoder().decode(it).decodeToString() },
        )

    private fun metadata(asked: List<String>): Map<String, Any> {
        // IAM is asked when somebody wants to know.
        val iam = if ("iam" in asked || instance["IamInstanceProfile"] == null) profile() else emptyMap()
        val hasTags = view.part("MetadataOptions")?.text("InstanceMetadataTags") == "enabled"
        return folder(
            "ami-id" to instance.text("ImageId"),
            "ami-launch-index" to "${instance["AmiLaunchIndex"]}",
            "block-device-mapping" to
                folder("ami" to instance.text("RootDeviceName"), "root" to instance.text("RootDeviceName")),
            "hostname" to view.text("PrivateDnsName"),
            "iam" to iam,
            "instance-action" to "none",
            "instance-id" to instance.id,
            "instance-life-cycle" to (instance.text("InstanceLifecycle") ?: "on-demand"),
            "instance-type" to instance.text("InstanceType"),
            "local-hostname" to view.text("PrivateDnsName"),
            "local-ipv4" to view.text("PrivateIpAddress"),
            "mac" to interfaces().firstOrNull()?.text("MacAddress"),
            "network" to
                folder(
                    "interfaces" to folder(
                        "macs" to interfaces().associate {
                            "${it["MacAddress"]}" to network(it)
                        }
                    )
                ),
            "placement" to
                folder(
                    "availability-zone" to zone,
                    "availability-zone-id" to view.part("Placement")?.text("AvailabilityZoneId"),
                    "region" to call.region,
                ),
            "profile" to "default-hvm",
            "public-hostname" to view.text("PublicDnsName"),
            "public-ipv4" to view.text("PublicIpAddress"),
            "public-keys" to
                instance.text("KeyName")?.let { folder("0" to folder("openssh-key" to DataFile { key(it) })) },
            "reservation-id" to instance.text("ReservationId"),
            "security-groups" to view.parts("SecurityGroups").joinToString("\n") { "${it["GroupName"]}" },
            "services" to folder("domain" to "amazonaws.com", "partition" to "aws"),
            "tags" to if (hasTags) folder("instance" to instance.tags) else null,
        )
    }

    private fun folder(vararg entries: Pair<String, Any?>): Map<String, Any> =
        entries.mapNotNull { (name, value) -> value?.let { name to it } }.toMap()

    private fun interfaces(): List<Members> = view.parts("NetworkInterfaces")

    private fun network(eni: Members): Map<String, Any> {
        val subnet = call.state.now.find(Kind.SUBNET, eni.text("SubnetId"))
        val vpc = call.state.now.find(Kind.VPC, eni.text("VpcId"))
        return folder(
            "device-number" to "${eni.part("Attachment")?.get("DeviceIndex") ?: 0}",
            "interface-id" to eni.text("NetworkInterfaceId"),
            "local-hostname" to eni.text("PrivateDnsName"),
            "local-ipv4s" to eni.parts("PrivateIpAddresses").joinToString("\n") { "${it["PrivateIpAddress"]}" },
            "mac" to eni.text("MacAddress"),
            "owner-id" to eni.text("OwnerId"),
            "public-ipv4s" to eni.part("Association")?.text("PublicIp"),
            "security-group-ids" to eni.parts("Groups").joinToString("\n") { "${it["GroupId"]}" },
            "security-groups" to eni.parts("Groups").joinToString("\n") { "${it["GroupName"]}" },
            "subnet-id" to eni.text("SubnetId"),
            "subnet-ipv4-cidr-block" to subnet?.text("CidrBlock"),
            "vpc-id" to eni.text("VpcId"),
            "vpc-ipv4-cidr-block" to vpc?.text("CidrBlock"),
        )
    }

    private fun key(name: String): String? =
        call.state.now.where(Kind.KEY_PAIR, "KeyName", name).firstOrNull()?.text(PUBLIC_KEY)

    /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html */
    private fun identity(): String =
        buildJsonObject {
            put("accountId", call.account)
            put("architecture", instance.text("Architecture"))
            put("availabilityZone", zone)
            put("imageId", instance.text("ImageId"))
            put("instanceId", instance.id)
            put("instanceType", instance.text("InstanceType"))
            put("pendingTime", "${instance["LaunchTime"]}")
            put("privateIp", view.text("PrivateIpAddress"))
            put("region", call.region)
            put("version", "2017-09-30")
        }.toString()

    /** The instance profile, and credentials of its role. */
    private fun profile(): Map<String, Any>? {
        val arn = instance.part("IamInstanceProfile")?.text("Arn") ?: return null
        val name = arn.substringAfterLast('/')
        val found =
            try {
                call.serviceCall(
                    "iam",
                    "GetInstanceProfile",
                    buildJsonObject {
                        put("InstanceProfileName", name)
                    },
                    SENDER
                )
            } catch (_: AwsFault) {
                return null
            }
        val profile = found.part("InstanceProfile").orEmpty()
        val info =
            buildJsonObject {
                put("Code", "Success")
                put("LastUpdated", "${call.now()}")
                put("InstanceProfileArn", arn)
                put("InstanceProfileId", profile.text("InstanceProfileId"))
            }
        val role = profile.parts("Roles").firstOrNull() ?: return folder("info" to "$info")
        val roleName = role.text("RoleName").orEmpty()
        return folder(
            "info" to "$info",
            "security-credentials" to folder(roleName to DataFile { credentials(role.text("Arn").orEmpty()) }),
        )
    }

    private fun credentials(roleArn: String): String? {
        val input =
            buildJsonObject {
                put("RoleArn", roleArn)
                put("RoleSessionName", instance.id)
            }
        val given =
            try {
                call.serviceCall("sts", "AssumeRole", input, SENDER).part("Credentials").orEmpty()
            } catch (_: AwsFault) {
                return null
            }
        return buildJsonObject {
            put("Code", "Success")
            put("LastUpdated", "${call.now()}")
            put("Type", "AWS-HMAC")
            put("AccessKeyId", given.text("AccessKeyId"))
            put("SecretAccessKey", given.text("SecretAccessKey"))
            put("Token", given.text("SessionToken"))
            put("Expiration", "${given["Expiration"]}")
        }.toString()
    }

    private companion object {
        const val SENDER = "ec2.amazonaws.com"
        const val LATEST = "latest"

        /** Versions of its layout: dates. */
        val VERSION = Regex("1\\.0|\\d{4}-\\d\\d-\\d\\d")
    }
}
