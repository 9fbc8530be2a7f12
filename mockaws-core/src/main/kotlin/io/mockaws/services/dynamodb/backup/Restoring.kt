package io.mockaws.services.dynamodb.backup

import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.op.toDefinition
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.Projection
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.Throughput
import io.mockaws.services.dynamodb.table.initialWarm
import io.mockaws.services.dynamodb.table.toThroughput

/**
 * What a restored table has other than [source] had. Combinations and refusals are those that AWS showed in October
 * 2026 ("ack-api-quirks", DDB-TABLE-273, 279, 280 and 281).
 */
internal class Restoring(
    private val source: TableDefinition,
    private val billingOverride: BillingMode?,
    private val provisionedOverride: ProvisionedThroughput?,
    private val maximaOverride: OnDemandThroughput?,
) {
    val billing: BillingMode = billingOverride ?: source.billingMode
    private val isProvisioned = billing == BillingMode.PROVISIONED

    val throughput: Throughput
        get() =
            when {
                !isProvisioned -> Throughput()
                provisionedOverride != null -> provisionedOverride.toThroughput()
                else -> source.throughput.withoutHistory()
            }

    val onDemand: OnDemandThroughput? get() = (maximaOverride ?: source.onDemand)?.settled().takeIf { !isProvisioned }

    fun check() {
        if (provisionedOverride == null && billingOverride == BillingMode.PROVISIONED) {
            refuse("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED")
        }
        if (provisionedOverride != null && billingOverride == BillingMode.PAY_PER_REQUEST) {
            refuse("Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST")
        }
        if (provisionedOverride != null && !isProvisioned) {
            refuse("Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED")
        }
        checkMaxima(maximaOverride, owner = "")
    }

    private fun checkMaxima(
        maxima: OnDemandThroughput?,
        owner: String,
    ) {
        for ((name, units) in maxima?.maxima.orEmpty()) {
            val what = "$name for OnDemandThroughput$owner"
            if (isProvisioned) refuse("Cannot override $what unless BillingModeOverride is PAY_PER_REQUEST")
            if (units < 1) refuse("Requested $what is outside of valid range")
        }
    }

    /** The indexes that the table had, or those of them that are named: anew, if wanted. */
    fun indexes(
        local: List<LocalSecondaryIndex>?,
        global: List<GlobalSecondaryIndex>?,
    ): List<IndexDefinition> {
        val all =
            (local?.map { restored(it) } ?: source.local) +
                (global?.map { restored(it) } ?: source.global.map { restored(it) })
        IndexChecks.distinctNames(all)
        return all
    }

    private fun restored(wanted: LocalSecondaryIndex): IndexDefinition {
        matching(wanted.indexName!!, wanted.keySchema!!, wanted.projection!!, source.local)
        return IndexDefinition(wanted.indexName, wanted.keySchema, wanted.projection, global = false)
    }

    private fun restored(wanted: GlobalSecondaryIndex): IndexDefinition {
        val name = wanted.indexName!!
        matching(name, wanted.keySchema!!, wanted.projection!!, source.global)
        if (isProvisioned && wanted.provisionedThroughput == null) throw unprovisioned(name)
        if (!isProvisioned && wanted.provisionedThroughput != null) {
            refuse(
                "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index $name"
            )
        }
        checkMaxima(wanted.onDemandThroughput, owner = " for index : $name")
        wanted.warmThroughput?.checkForNew(wanted.provisionedThroughput.toThroughput(), billing, name)
        return wanted.toDefinition()
    }

    /** An index that nothing is said of. */
    private fun restored(index: IndexDefinition): IndexDefinition {
        if (isProvisioned && index.throughput.read == 0L) throw unprovisioned(index.name)
        val throughput = if (isProvisioned) index.throughput.withoutHistory() else Throughput()
        return index.copy(
            throughput = throughput,
            onDemand = index.onDemand.takeIf { !isProvisioned },
            warm = throughput.initialWarm,
        )
    }

    /** An index may have another name than before, but not be another one. */
    private fun matching(
        name: String,
        keySchema: List<KeySchemaElement>,
        projection: Projection,
        candidates: List<IndexDefinition>,
    ) {
        val isThere =
            candidates.any {
                it.keySchema == keySchema &&
                    it.projection.projectionType == projection.projectionType &&
                    it.projection.nonKeyAttributes.orEmpty().toSet() == projection.nonKeyAttributes.orEmpty().toSet()
            }
        if (!isThere) {
            refuse(
                "Index $name does not match a secondary index that existed in the source table and cannot be created " +
                    "during the restore operation",
            )
        }
    }

    private fun unprovisioned(index: String) =
        BackupFaults.invalidRequest("Must specify provisioned throughput for index $index")

    private fun refuse(what: String): Nothing = throw BackupFaults.invalidRequest(what)

    private fun Throughput.withoutHistory() = Throughput(read, write)
}
