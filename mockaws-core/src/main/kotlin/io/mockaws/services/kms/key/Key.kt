package io.mockaws.services.kms.key

import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
internal enum class KeyState { Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion }

/** Where the material of a key comes from. */
internal enum class Origin { AWS_KMS, EXTERNAL }

/** A key as it was left by the last that changed it; [at] says how it is at a moment. */
@Serializable
internal data class Key(
    val id: String,
    val arn: String,
    val createdAt: Instant,
    val spec: KeySpec,
    val usage: KeyUsage,
    val origin: Origin,
    val description: String,
    val policy: String,
    /** The newest is the last; empty before the first was imported. */
    val materials: List<KeyMaterial>,
    val isEnabled: Boolean = true,
    val tags: Map<String, String> = emptyMap(),
    val rotation: RotationSchedule? = null,
    /** When it ceases to be; null where it was not told to. */
    val deletionDate: Instant? = null,
    /** How many days were to pass before; null where it was not told to. */
    val deletionWindow: Int? = null,
    val multiRegion: MultiRegionType? = null,
    /** Whether AWS keeps it for one of its services. */
    val isAwsManaged: Boolean = false,
) {
    enum class MultiRegionType { PRIMARY, REPLICA }

    /** What it encrypts with now; null where that was not imported, or is there no more. */
    val current: KeyMaterial? get() = latest?.takeUnless { it.isGone }

    /** The same, be it there no more. */
    val latest: KeyMaterial? get() = materials.lastOrNull { !it.isPending }

    /** What was imported to take the place of the current material. */
    val pending: KeyMaterial? get() = materials.lastOrNull { it.isPending }

    /** One that was told to go and has no date for it waits for its replicas. */
    val state: KeyState
        get() =
            when {
                deletionDate != null -> KeyState.PendingDeletion
                deletionWindow != null -> KeyState.PendingReplicaDeletion
                materials.none { !it.isPending } || materials.any { it.isGone } -> KeyState.PendingImport
                isEnabled -> KeyState.Enabled
                else -> KeyState.Disabled
            }

    /** Whether the date of its deletion has come by [now]. */
    fun isGoneAt(now: Instant): Boolean = deletionDate != null && deletionDate <= now

    /** How it is at [now]: rotated as its schedule says, and without material that has expired. */
    fun at(now: Instant): Key = expired(now).rotated(now)

    private fun expired(now: Instant): Key {
        if (materials.none { it.validTo != null && it.validTo <= now && !it.isGone }) return this
        return copy(
            materials = materials.map { if (it.validTo != null && it.validTo <= now) it.copy(isGone = true) else it }
        )
    }

    private fun rotated(now: Instant): Key {
        var key = this
        while (true) {
            val schedule = key.rotation ?: return key
            if (schedule.next > now || key.state != KeyState.Enabled) return key
            key = key.rotatedBy(KeyMaterial.Rotation.AUTOMATIC, schedule.next)
                .copy(rotation = schedule.copy(next = schedule.next + schedule.periodInDays.days))
        }
    }

    /**
     * The same with new material since [time]. What that is follows from the material before, so that the key and its
     * replicas come to the same without a word between them.
     */
    fun rotatedBy(
        kind: KeyMaterial.Rotation,
        time: Instant,
    ): Key = copy(materials = materials + RotatedMaterial.after(this, kind, time))
}

/** When a key gets new material. */
@Serializable
internal data class RotationSchedule(
    val periodInDays: Int,
    val next: Instant,
)
