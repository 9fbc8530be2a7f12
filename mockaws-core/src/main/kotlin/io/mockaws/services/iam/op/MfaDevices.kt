package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.iam.credential.Base32
import io.mockaws.services.iam.credential.MfaDevice
import io.mockaws.services.iam.credential.QrCode
import io.mockaws.services.iam.credential.TotpCodes
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.MFA_DEVICES
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.account
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.devicesOf
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.second
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateVirtualMfaDeviceRequest(
    val virtualMfaDeviceName: String,
    val path: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class CreateVirtualMfaDeviceResponse(
    val virtualMfaDevice: VirtualMfaDevice,
)

@Serializable
internal data class VirtualMfaDevice(
    val serialNumber: String,
    val base32StringSeed: Blob? = null,
    val qrCodePng: Blob? = null,
    val user: UserView? = null,
    val enableDate: Instant? = null,
    val tags: List<Tag>? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
internal fun createVirtualMfaDevice(
    request: CreateVirtualMfaDeviceRequest,
    call: IamCall,
): CreateVirtualMfaDeviceResponse {
    val serial = call.iamArn("mfa${checkedPath(request.path)}${request.virtualMfaDeviceName}")
    val seed = call.ids.random(SEED, Base32.ALPHABET)
    val device = MfaDevice(serial, call.second(), seed, tags = tagged(emptyMap(), request.tags))
    call.state.write {
        if (serial in this[MFA_DEVICES]) {
            throw IamFaults.exists("MFADevice entity at the same path and name already exists.")
        }
        this[MFA_DEVICES, serial] = device
    }
    val account = call.state.now.account.alias ?: call.account
    val key = "otpauth://totp/${request.virtualMfaDeviceName}@$account?secret=$seed"
    val view =
        VirtualMfaDevice(
            serial,
            Blob(seed.encodeToByteArray()),
            QrCode.of(key)?.let { Blob(it.png()) },
            tags = tagsView(device.tags),
        )
    return CreateVirtualMfaDeviceResponse(view)
}

@Serializable
internal data class SerialNumberRequest(
    val serialNumber: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
internal fun deleteVirtualMfaDevice(
    request: SerialNumberRequest,
    call: IamCall,
) {
    call.state.write {
        val device = virtualDevice(request.serialNumber)
        if (device.owner != null) throw IamFaults.conflict("MFA VirtualDevice in use. Must deactivate first.")
        remove(MFA_DEVICES, device.serial)
    }
}

private fun Tables.virtualDevice(serial: String): MfaDevice =
    this[MFA_DEVICES][serial] ?: throw IamFaults.noSuch("VirtualMFADevice with serial number $serial doesn't exist.")

@Serializable
internal data class EnableMfaDeviceRequest(
    val userName: String,
    val serialNumber: String,
    val authenticationCode1: String,
    val authenticationCode2: String,
)

/**
 * The codes of a virtual device have to be right by the clock; those of hardware nobody here knows.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
 */
internal fun enableMfaDevice(
    request: EnableMfaDeviceRequest,
    call: IamCall,
) {
    val now = call.second()
    call.state.write {
        val user = find(EntityKind.USER, request.userName)
        val device =
            if (request.serialNumber.startsWith("arn:")) {
                virtualDevice(request.serialNumber)
            } else {
                this[MFA_DEVICES][request.serialNumber] ?: MfaDevice(request.serialNumber, now, seed = null)
            }
        if (device.owner != null) throw IamFaults.exists("MFA Device is already in use.")
        if (devicesOf(user.id).size >= DEVICES_PER_USER) throw IamFaults.quota("MFADevicesPerUser", DEVICES_PER_USER)
        call.checkCodes(device, request.authenticationCode1, request.authenticationCode2)
        this[MFA_DEVICES, device.serial] = device.copy(owner = user.id, enabledAt = now)
    }
}

private fun IamCall.checkCodes(
    device: MfaDevice,
    first: String,
    second: String,
) {
    val seed = device.seed ?: return
    if (!TotpCodes.areConsecutive(seed, first, second, now())) {
        throw AwsFault("InvalidAuthenticationCode", "Authentication code for device is not valid.")
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
internal fun resyncMfaDevice(
    request: EnableMfaDeviceRequest,
    call: IamCall,
) {
    val tables = call.state.now
    val user = tables.find(EntityKind.USER, request.userName)
    val device = tables.deviceOf(user.id, request.serialNumber, user.name)
    call.checkCodes(device, request.authenticationCode1, request.authenticationCode2)
}

private fun Tables.deviceOf(
    owner: String,
    serial: String,
    name: String,
): MfaDevice =
    this[MFA_DEVICES][serial]?.takeIf { it.owner == owner }
        ?: throw IamFaults.noSuch("MFA Device $serial for user $name cannot be found.")

@Serializable
internal data class DeactivateMfaDeviceRequest(
    val userName: String? = null,
    val serialNumber: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
internal fun deactivateMfaDevice(
    request: DeactivateMfaDeviceRequest,
    call: IamCall,
) {
    val owner = call.ownerOf(request.userName)
    call.state.write { deactivate(deviceOf(owner, request.serialNumber, nameOf(owner))) }
}

/** Hardware is forgotten, and a virtual device is nobody's again. */
private fun TableWriter.deactivate(device: MfaDevice) {
    if (device.seed == null) {
        remove(MFA_DEVICES, device.serial)
    } else {
        this[MFA_DEVICES, device.serial] = device.copy(owner = null, enabledAt = null)
    }
}

@Serializable
internal data class GetMfaDeviceRequest(
    val serialNumber: String,
    val userName: String? = null,
)

@Serializable
internal data class GetMfaDeviceResponse(
    val userName: String?,
    val serialNumber: String,
    val enableDate: Instant?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html */
internal fun getMfaDevice(
    request: GetMfaDeviceRequest,
    call: IamCall,
): GetMfaDeviceResponse {
    val tables = call.state.now
    val owner = call.ownerOf(request.userName)
    val device = tables.deviceOf(owner, request.serialNumber, tables.nameOf(owner))
    return GetMfaDeviceResponse(tables.nameOf(owner), device.serial, device.enabledAt)
}

@Serializable
internal data class ListMfaDevicesResponse(
    val mfaDevices: List<MfaDeviceView>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class MfaDeviceView(
    val userName: String,
    val serialNumber: String,
    val enableDate: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
internal fun listMfaDevices(
    request: ListOfUserRequest,
    call: IamCall,
): ListMfaDevicesResponse {
    val tables = call.state.now
    val owner = call.ownerOf(request.userName)
    val page = page(request, tables.devicesOf(owner), "devices $owner") { it.serial }
    val devices = page.items.map { MfaDeviceView(tables.nameOf(owner), it.serial, it.enabledAt ?: it.createdAt) }
    return ListMfaDevicesResponse(devices, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class ListVirtualMfaDevicesRequest(
    val assignmentStatus: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListVirtualMfaDevicesResponse(
    val virtualMfaDevices: List<VirtualMfaDevice>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
internal fun listVirtualMfaDevices(
    request: ListVirtualMfaDevicesRequest,
    call: IamCall,
): ListVirtualMfaDevicesResponse {
    val tables = call.state.now
    val found =
        tables[MFA_DEVICES].values.filter {
            it.seed != null &&
                when (request.assignmentStatus) {
                    "Assigned" -> it.owner != null
                    "Unassigned" -> it.owner == null
                    else -> true
                }
        }.sortedBy { it.serial }
    val page = page(request, found, "virtual ${request.assignmentStatus}") { it.serial }
    val devices =
        page.items.map { device ->
            VirtualMfaDevice(
                device.serial,
                user = device.owner?.let { owner -> tables[USERS][owner]?.let { UserView.of(it) } },
                enableDate = device.enabledAt,
            )
        }
    return ListVirtualMfaDevicesResponse(devices, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class TagMfaDeviceRequest(
    val serialNumber: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html */
internal fun tagMfaDevice(
    request: TagMfaDeviceRequest,
    call: IamCall,
) {
    call.state.write {
        val device = virtualDevice(request.serialNumber)
        this[MFA_DEVICES, device.serial] = device.copy(tags = tagged(device.tags, request.tags))
    }
}

@Serializable
internal data class UntagMfaDeviceRequest(
    val serialNumber: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html */
internal fun untagMfaDevice(
    request: UntagMfaDeviceRequest,
    call: IamCall,
) {
    call.state.write {
        val device = virtualDevice(request.serialNumber)
        this[MFA_DEVICES, device.serial] = device.copy(tags = untagged(device.tags, request.tagKeys))
    }
}

@Serializable
internal data class ListOfSerialNumberRequest(
    val serialNumber: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html */
internal fun listMfaDeviceTags(
    request: ListOfSerialNumberRequest,
    call: IamCall,
): ListTagsResponse = call.state.now.virtualDevice(request.serialNumber).let { tagPage(request, it.tags, it.serial) }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val DEVICES_PER_USER = 8
private const val SEED = 64
