/** The id of the nth choice; the first carries the field's own id, so that the error summary's link lands on it. */
export const choiceId = (fieldId: string, index: number): string => (index === 0 ? fieldId : `${fieldId}-${index}`);
