package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.Members
import io.mockaws.kit.Regions
import io.mockaws.kit.flag
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Zones

/**
 * Regions that an account has without asking for them; the others it has to enable.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
private val DEFAULT_REGIONS =
    setOf(
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
        "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2",
        "us-west-1", "us-west-2",
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
internal fun describeRegions(
    input: Members,
    call: Ec2Call,
): Members {
    val names = input.texts("RegionNames")
    val known = Regions.all.filter {
        Arn.partitionOf(it.id) == Arn.partitionOf(call.region) &&
            !it.id.startsWith("eusc-")
    }
    names.filter { name -> known.none { it.id == name } }.ifEmpty { null }?.let { strange ->
        throw Ec2Faults.invalid("Invalid region names: [${strange.joinToString()}]")
    }
    val filters = Filters(FilterNames.of("DescribeRegions"), input)
    val domain = if (call.region.startsWith("cn-")) "amazonaws.com.cn" else "amazonaws.com"
    val all =
        known.filter {
            if (names.isEmpty()) input.flag("AllRegions") == true || isOn(it.id, call) else it.id in names
        }.map {
            val status = if (Arn.partitionOf(it.id) != "aws" || it.id in DEFAULT_REGIONS) {
                "opt-in-not-required"
            } else {
                if (isOn(it.id, call)) "opted-in" else "not-opted-in"
            }
            mapOf("RegionName" to it.id, "Endpoint" to "ec2.${it.id}.$domain", "OptInStatus" to status)
        }.filter { filters.admit(it, emptyMap()) }
    return mapOf("Regions" to all)
}

/** The mock answers in each region; one that has to be enabled counts as enabled where the call is made. */
private fun isOn(
    region: String,
    call: Ec2Call,
) = Arn.partitionOf(region) != "aws" || region in DEFAULT_REGIONS || region == call.region

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
internal fun describeAvailabilityZones(
    input: Members,
    call: Ec2Call,
): Members {
    val zones = Zones.of(call.region)
    val names = input.texts("ZoneNames")
    val ids = input.texts("ZoneIds")
    val strange = names.filter { it !in zones } + ids.filter { it !in zones.values }
    if (strange.isNotEmpty()) {
        throw AwsFault(
            "InvalidParameterValue",
            "Invalid availability zone: [${strange.joinToString()}]"
        )
    }
    val filters = Filters(FilterNames.of("DescribeAvailabilityZones"), input)
    val all =
        zones.filter { (name, id) ->
            (names.isEmpty() && ids.isEmpty()) || name in names || id in ids
        }.map { (name, id) ->
            mapOf(
                "ZoneName" to name,
                "ZoneId" to id,
                "RegionName" to call.region,
                "State" to "available",
                "OptInStatus" to "opt-in-not-required",
                "GroupName" to "${call.region}-zg-1",
                "GroupLongName" to Regions.named(call.region)?.let { "${it.longName} 1" },
                "NetworkBorderGroup" to call.region,
                "ZoneType" to "availability-zone",
                "Messages" to emptyList<Members>(),
            )
        }.filter { filters.admit(it, emptyMap()) }
    return mapOf("AvailabilityZones" to all)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
internal fun describeAccountAttributes(
    input: Members,
    call: Ec2Call,
): Members {
    val default = call.state.now.defaultVpc()?.id ?: "none"
    val all = mapOf(
        "supported-platforms" to "VPC",
        "vpc-max-security-groups-per-interface" to "5",
        "max-elastic-ips" to "5",
        "max-instances" to "20",
        "vpc-max-elastic-ips" to "5",
        "default-vpc" to default,
    )
    val names = input.texts("AttributeNames")
    names.firstOrNull { it !in all }?.let { throw Ec2Faults.invalid("Invalid attribute name: $it") }
    return mapOf(
        "AccountAttributes" to
            all.filterKeys { names.isEmpty() || it in names }.map { (name, value) ->
                mapOf("AttributeName" to name, "AttributeValues" to listOf(mapOf("AttributeValue" to value)))
            },
    )
}
