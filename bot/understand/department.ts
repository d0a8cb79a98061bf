/** Whether a name is that of a department (云溪区司法局) and not of a government, a party committee or a place. */
export function isDepartment(name: string | undefined): boolean {
  return (
    name !== undefined &&
    /(?:局|厅|办|办公室|处|队|中心|院|所|站|公司|协会|委员会)$/.test(name) &&
    !/(?:人民政府|政府|管委会|管理委员会|居民委员会|村民委员会)$/.test(name)
  )
}
