package io.mockaws.services.s3.page

import io.mockaws.model.Models
import io.mockaws.model.StructureModel
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.settings.BucketSetting
import io.mockaws.state.StateSection
import io.mockaws.state.documentSection
import io.mockaws.wire.XmlName
import kotlinx.serialization.serializer

/** What a bucket is set to, one section a setting. It knows no kind of setting. */
internal fun settingSections(
    bucket: Bucket
): List<StateSection> = bucket.settings.configuration.settings.map(::sectionOf)

private fun sectionOf(setting: BucketSetting): StateSection {
    val title = setting.javaClass.simpleName.replace(WORD, " ").lowercase().replaceFirstChar(Char::uppercase)
    val serializer = serializer(setting.javaClass)
    val root = serializer.descriptor.annotations.firstNotNullOfOrNull { (it as? XmlName)?.name }
    return documentSection(title, serializer, setting, model, shapeOf(root ?: setting.javaClass.simpleName))
}

private val model by lazy { Models.service("s3") }

/** AWS's shape of the setting that is called [name]; null where it has none of that name. */
private fun shapeOf(name: String): StructureModel? =
    model.structure(name) ?: model.structure("${name}Configuration")

/** Where a word of a class's name ends. */
private val WORD = Regex("(?<=[a-z])(?=[A-Z])")
