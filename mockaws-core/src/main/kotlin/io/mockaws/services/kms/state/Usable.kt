package io.mockaws.services.kms.state

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyState

/** Refuses a key that cannot be used for cryptography in the state that it is in, or granted. */
internal fun Key.checkUsable() {
    when (state) {
        KeyState.Enabled -> Unit
        KeyState.Disabled -> throw KmsFaults.disabled(this)
        KeyState.PendingImport -> throw KmsFaults.pendingImport(this)
        else -> checkNotPendingDeletion()
    }
}

/** Refuses a key that is to be deleted. */
internal fun Key.checkNotPendingDeletion() {
    if (state == KeyState.PendingDeletion) throw KmsFaults.pendingDeletion(this)
    if (state == KeyState.PendingReplicaDeletion) throw KmsFaults.pendingReplicaDeletion(this)
}

/** Refuses one whose material is not there, too. */
internal fun Key.checkEnableable() {
    checkNotPendingDeletion()
    if (state == KeyState.PendingImport) throw KmsFaults.pendingImport(this)
}

/** Refuses to let [operation] change a key that is AWS's own: its policy allows that nobody. */
internal fun FoundKey.checkOwnKey(
    call: CallContext<KmsState>,
    operation: String,
) {
    if (!key.isAwsManaged) return
    throw AwsFault(
        "AccessDeniedException",
        "User: arn:${Arn.partitionOf(call.region)}:iam::${call.account}:root is not authorized to perform: " +
            "kms:$operation on resource: ${key.arn} because no resource-based policy allows the kms:$operation action",
        status = 400,
    )
}
