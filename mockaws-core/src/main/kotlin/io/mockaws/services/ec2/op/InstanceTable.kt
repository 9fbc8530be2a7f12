package io.mockaws.services.ec2.op

import io.mockaws.kit.text
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Kind

/** Instances, images, key pairs, volumes, snapshots, launch templates. Null for what is none of these. */
internal fun instanceOperation(name: String): Handler? =
    when (name) {
        "AssociateIamInstanceProfile" -> by(::associateProfile)

        "AllocateHosts" -> by(::allocateHosts)

        "CancelSpotFleetRequests" -> by(::cancelSpotFleetRequests)

        "CancelSpotInstanceRequests" -> by(::cancelSpotInstanceRequests)

        "CreateFleet" -> by(::createFleet)

        "CreateLaunchTemplate" -> by(::createLaunchTemplate)

        "CreateLaunchTemplateVersion" -> by(::createLaunchTemplateVersion)

        "DeleteFleets" -> by(::deleteFleets)

        "DeleteLaunchTemplate" -> by(::deleteLaunchTemplate)

        "DeleteLaunchTemplateVersions" -> by(::deleteLaunchTemplateVersions)

        "DescribeFleetInstances" -> by(::describeFleetInstances)

        "DescribeFleets" -> by(Describe(name, Kind.FLEET, "FleetIds", "Fleets")::answer)

        "DescribeHosts" -> by(DESCRIBE_HOSTS::answer)

        "DescribeIamInstanceProfileAssociations" ->
            by(Describe(name, Kind.PROFILE_ASSOCIATION, "AssociationIds", "IamInstanceProfileAssociations")::answer)

        "DescribeInstanceAttribute" -> by(::describeInstanceAttribute)

        "DescribeInstanceCreditSpecifications" -> by(::describeCreditSpecifications)

        "DescribeInstanceStatus" -> by(::describeInstanceStatus)

        "DescribeInstanceTypeOfferings" -> by(::describeInstanceTypeOfferings)

        "DescribeInstanceTypes" -> by(::describeInstanceTypes)

        "DescribeInstances" -> by(::describeInstances)

        "DescribeLaunchTemplateVersions" -> by(::describeLaunchTemplateVersions)

        "DescribeLaunchTemplates" -> by(::describeLaunchTemplates)

        "DescribeSpotFleetInstances" -> by(::describeSpotFleetInstances)

        "DescribeSpotFleetRequests" -> by(::describeSpotFleetRequests)

        "DescribeSpotInstanceRequests" -> by(DESCRIBE_SPOT::answer)

        "DisassociateIamInstanceProfile" -> by(::disassociateProfile)

        "GetConsoleOutput" -> by(::getConsoleOutput)

        "GetInstanceMetadataDefaults" -> by(::getMetadataDefaults)

        "GetInstanceTypesFromInstanceRequirements" -> by(::getInstanceTypesFromRequirements)

        "GetLaunchTemplateData" -> by(::getLaunchTemplateData)

        "GetPasswordData" -> by(::getPasswordData)

        "ModifyFleet" -> by(::modifyFleet)

        "ModifyHosts" -> by(::modifyHosts)

        "ModifyInstanceAttribute" -> by(::modifyInstanceAttribute)

        "ModifyInstanceCreditSpecification" -> by(::modifyCreditSpecification)

        "ModifyInstanceMetadataDefaults" -> by(::modifyMetadataDefaults)

        "ModifyInstanceMetadataOptions" -> by(::modifyInstanceMetadataOptions)

        "ModifyInstancePlacement" -> by(::modifyInstancePlacement)

        "ModifyLaunchTemplate" -> by(::modifyLaunchTemplate)

        "ModifySpotFleetRequest" -> by(::modifySpotFleetRequest)

        "MonitorInstances" -> by { input, call -> monitor(input, call, isOn = true) }

        "RebootInstances" -> by(::rebootInstances)

        "ReleaseHosts" -> by(::releaseHosts)

        "ReplaceIamInstanceProfileAssociation" -> by(::replaceProfile)

        "RequestSpotFleet" -> by(::requestSpotFleet)

        "RequestSpotInstances" -> by(::requestSpotInstances)

        "ResetInstanceAttribute" -> by(::resetInstanceAttribute)

        "RunInstances" -> by(::runInstances)

        "StartInstances" -> by(::startInstances)

        "StopInstances" -> by(::stopInstances)

        "TerminateInstances" -> by(::terminateInstances)

        "UnmonitorInstances" -> by { input, call -> monitor(input, call, isOn = false) }

        else -> storageOperation(name)
    }

private fun storageOperation(name: String): Handler? =
    when (name) {
        "AttachVolume" -> by(::attachVolume)

        "CopyImage" -> by(::copyImage)

        "CopySnapshot" -> by(::copySnapshot)

        "CreateImage" -> by(::createImage)

        "CreateKeyPair" -> by(::createKeyPair)

        "CreateSnapshot" -> by(::createSnapshot)

        "CreateSnapshots" -> by(::createSnapshots)

        "CreateVolume" -> by(::createVolume)

        "DeleteKeyPair" -> by(::deleteKeyPair)

        "DeleteSnapshot" -> by(::deleteSnapshot)

        "DeleteVolume" -> by(::deleteVolume)

        "DeregisterImage" -> by(::deregisterImage)

        "DescribeImageAttribute" -> by(::describeImageAttribute)

        "DescribeImages" -> by(::describeImages)

        "DescribeKeyPairs" -> by(::describeKeyPairs)

        "DescribeSnapshotAttribute" -> by(::describeSnapshotAttribute)

        "DescribeSnapshots" -> by(::describeSnapshots)

        "DescribeVolumeAttribute" -> by(::describeVolumeAttribute)

        "DescribeVolumeStatus" -> by(
            Describe(name, Kind.VOLUME, "VolumeIds", "VolumeStatuses", others = null, view = ::volumeStatus)::answer
        )

        "DescribeVolumes" -> by(Describe(name, Kind.VOLUME, "VolumeIds", "Volumes")::answer)

        "DescribeVolumesModifications" -> by(::describeVolumesModifications)

        "DetachVolume" -> by(::detachVolume)

        "DisableEbsEncryptionByDefault" -> by { _, call -> ebsSetting(name, false, call) }

        "DisableImage" -> by { input, call -> changeImage(input, call) { it.with("State" to "disabled") } }

        "DisableImageDeprecation" -> by { input, call ->
            changeImage(input, call) { it.with("DeprecationTime" to null) }
        }

        "DisableImageDeregistrationProtection" ->
            by { input, call -> changeImage(input, call) { it.with("DeregistrationProtection" to null) } }

        "EnableEbsEncryptionByDefault" -> by { _, call -> ebsSetting(name, true, call) }

        "EnableImage" -> by { input, call -> changeImage(input, call) { it.with("State" to "available") } }

        "EnableImageDeprecation" -> by(::enableImageDeprecation)

        "EnableImageDeregistrationProtection" ->
            by { input, call ->
                changeImage(input, call) { it.with("DeregistrationProtection" to "enabled-without-cooldown") }
            }

        "GetEbsDefaultKmsKeyId" -> by { _, call -> mapOf("KmsKeyId" to call.state.now.keyArn(null, call)) }

        "GetEbsEncryptionByDefault" -> by(::getEbsEncryption)

        "ImportKeyPair" -> by(::importKeyPair)

        "ModifyEbsDefaultKmsKeyId" -> by { input, call -> ebsSetting(name, input.text("KmsKeyId").orEmpty(), call) }

        "ModifyImageAttribute" -> by(::modifyImageAttribute)

        "ModifySnapshotAttribute" -> by(::modifySnapshotAttribute)

        "ModifyVolume" -> by(::modifyVolume)

        "ModifyVolumeAttribute" -> by(::modifyVolumeAttribute)

        "RegisterImage" -> by(::registerImage)

        "ResetEbsDefaultKmsKeyId" -> by { _, call -> ebsSetting(name, "", call) }

        "ResetImageAttribute" -> by(::resetImageAttribute)

        "ResetSnapshotAttribute" -> by(::resetSnapshotAttribute)

        else -> null
    }
